"""What programs say when a request to a model or a server fails, as the whole of a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from digestlint._runtime.patterns import lazy_pattern

_NOUN = (
    r"(?:ai|llm|api|gpt|openai|gemini|deepseek|claude|qwen|model|chat|summary|summari[sz]ation|"
    r"abstract|motivation|method(?:ology)?|results?|conclusions?|translation|analysis|title|"
    r"tl;?dr|content|request|response|output|processing|generation|extraction|key ?words?|parsing|"
    r"insights?|highlights?|paper|pdf|download|fetch(?:ing)?|connection|json|data|call|service)"
)
_VERB = (
    r"(?:generat|summari[sz]|translat|fetch|retriev|pars|extract|load|call|process|analy[sz]|"
    r"connect|download|get|obtain|decod|complet|request)(?:e|ise|ize)?"
)
_DOING = (
    r"(?:generat|summari[sz]|translat|fetch|retriev|pars|extract|load|call|process|analy[sz]|"
    r"connect|download|gett|decod|request|read)(?:ing|ion|ation)"
)
_ZH_NOUN = (
    r"(?:AI|LLM|API|大模型|模型|接口|请求|請求|网络|網路|数据|資料|论文|論文|标题|標題|摘要|中文|英文|总结|總結|翻译|翻譯|"
    r"分析|内容|內容|结果|結果|方法|动机|動機|结论|結論|关键词|關鍵詞|生成|提取|处理|處理|解析|获取|獲取|取得|调用|調用|"
    r"抓取|下载|下載|连接|連線|服务|服務|响应|返回|自动|自動|信息|的|时|時)"
)
_ZH_FAILED = r"(?:失败|失敗|出错|出錯|错误|錯誤|超时|逾時|异常|異常|不可用|未完成)"
_DETAIL = r"(?:[ \t]*[:：,，(（。.;；!！-][^\n]{0,300})?"

# Signs, one of which is in each phrase, by what several of them share.
SIGNS: Mapping[str, Sequence[str]] = {
    "ailed": ("failed", "Failed"),
    "available": ("unavailable", "Unavailable", "not available"),
    "rror": ("Error", "error "),
    "ould not": ("Could not", "could not be"),
    "No ": ("No AI", "No summary", "No abstract", "No translation", "No response", "No se pudo"),
    "": (
        "FAILED", "timed out", "exceeded", "EXHAUSTED", "ERROR", "Unable to", "Too Many Requests",
        "nsufficient", "ConnectionPool", "Traceback (most",
        "失败", "失敗", "出错", "出錯", "错误", "錯誤", "超时", "逾時", "异常", "異常",
        "不可用", "未完成",
        "联系管理员", "再试", "重试", "再試", "重試", "暂无", "暫無", "无法", "無法", "未能",
        "限制", "配额",
        "余额不足", "エラー", "できません", "실패", "오류", "no disponible",
        "Ошибка", "Не удалось", "недоступн",
    ),
}  # fmt: skip

# Phrases in English and Spanish, and those in other scripts.
_LATIN = lazy_pattern(
    r"(?:"
    # Summary generation failed; Motivation analysis unavailable; Abstract not available
    rf"(?:the )?(?:{_NOUN}[ _-]){{1,4}}(?:was |is |has |has been |could )?"
    r"(?:failed|unavailable|not available|not generated|not be \w{3,12}|timed out|timeout)"
    rf"{_DETAIL}"
    # No AI result; No summary available
    r"|no (?:ai |valid |chinese |english )?(?:summary|abstract|translation|response|ai \w+|"
    rf"{_NOUN} (?:available|generated|provided|returned))"
    r"(?: (?:was |is )?(?:available|generated|provided|found|returned|extracted))?[.!]?"
    # Failed to generate summary
    rf"|(?:failed|unable|could not|couldn't) (?:to )?{_VERB}\b[^\n]{{0,200}}"
    r"|(?:an )?error (?:occurred )?(?:(?:during|while|when) (?:\w{2,12} )?)?"
    rf"{_DOING}\b[^\n]{{0,200}}"
    r"|(?:an )?error occurred\b[^\n]{0,200}|error code: ?\d{3}\b[^\n]{0,300}"
    # Error: API quota exceeded; RateLimitError: …
    r"|error: ?(?=[^\n]{0,120}?\b(?:api|quota|rate.?limit|time(?:d )?-?out|connection|http|"
    r"[45]\d\d|json|tokens?|response|request|exceeded|invalid|failed|unable|cannot|could not|"
    r"not found|server|key)\b)[^\n]{1,300}"
    r"|\w{0,30}connectionpool\([^\n]{1,300}"
    r"|(?:\w{1,30}\.){0,4}[a-z]{2,30}(?:error|exception)(?:: |\()[^\n]{1,300}"
    r"|(?:http )?(?:error )?(?:status )?[45]\d\d:? (?:client |server )?(?:error|too many requests|"
    r"bad gateway|service unavailable|internal server error|forbidden|unauthorized|"
    rf"gateway time-?out|bad request|not found|resource_exhausted)\b{_DETAIL}"
    rf"|too many requests{_DETAIL}|resource_exhausted{_DETAIL}"
    rf"|(?:api |your |daily )?(?:quota|rate limit|token limit) (?:has been |was )?exceeded{_DETAIL}"
    rf"|insufficient (?:balance|quota|credits?){_DETAIL}"
    r"|traceback \(most recent call last\):?[^\n]{0,300}"
    rf"|error al (?:generar|traducir|obtener|procesar|resumir|analizar)\b[^\n]{{0,100}}"
    r"|no se pudo (?:generar|traducir|obtener|procesar|resumir|analizar)\b[^\n]{0,100}"
    r"|(?:resumen|traducci[oó]n|an[aá]lisis) no disponible[.]?"
    r")",
    2,  # IGNORECASE
)
_OTHERS = lazy_pattern(
    r"(?:"
    # 摘要生成失败；达到API配额限制，请明天再试
    rf"(?:抱歉[，,]?|对不起[，,]?)?{_ZH_NOUN}{{1,6}}(?:过程中|過程中)?(?:发生|發生)?{_ZH_FAILED}{_DETAIL}"
    rf"|(?:发生|發生)?(?:错误|錯誤|出错|出錯|异常|異常)[:：][^\n]{{1,200}}"
    r"|(?:已|您已)?(?:达到|達到|超出|超过|超過)[^\n，。]{0,6}(?:API|api|调用|接口|使用)[^\n，。]{0,6}"
    r"(?:配额|配額|额度|額度|限额|限制|上限)[^\n]{0,40}"
    r"|请(?:联系管理员|等待)[^\n]{0,30}(?:API|配额|重置|再试|重试)[^\n]{0,12}|余额不足[^\n]{0,30}"
    r"|(?:[^\n，。]{0,14}[，,。])?[请請](?:稍[后後候]|明天)(?:再|重)[试試](?:一次)?[。！!]?"
    r"|(?:暂时|暫時)?(?:无法|無法|未能)(?:生成|获取|獲取|取得|提取|解析|翻译|翻譯|总结|總結|访问|加载)"
    r"(?:到|该|論文|论文|的|中文|英文|摘要|总结|總結|翻译|翻譯|内容|內容|分析|结果|数据|信息){0,5}[。！!]?"
    r"|(?:暂无|暫無)(?:AI|中文|英文|论文|論文|相关|的){0,3}(?:摘要|总结|總結|翻译|翻譯|内容|內容|分析|数据|資料|信息)[。]?"
    # 要約の生成に失敗しました
    r"|(?:(?:AI|API|要約|翻訳|生成|取得|解析|処理|分析|抽出|論文|日本語|の|を|が)){1,8}に?失敗(?:しました|した)?[。]?"
    r"|エラーが発生しました[^\n]{0,100}|エラー[:：][^\n]{1,200}"
    r"|(?:要約|翻訳|取得|生成|解析|を|は|が|の){1,6}できません(?:でした)?[。]?"
    r"|(?:(?:AI|API|요약|번역|분석|생성|처리|추출|호출|요청|논문|결과)[을를이가에]? ?){1,4}"
    r"(?:실패|오류)(?:했습니다|하였습니다|가 발생했습니다)?[.]?|오류(?:가 발생|[:：])[^\n]{0,200}"
    r"|ошибка (?:при )?(?:генерации|перевода|переводе|обработки|обработке|запроса|запросе|api)\b"
    r"[^\n]{0,100}|ошибка: [^\n]{1,200}"
    r"|не удалось (?:сгенерировать|получить|перевести|обработать|создать)\b[^\n]{0,100}"
    r"|(?:аннотация|резюме|перевод|анализ) недоступ(?:ен|на|но)[.]?"
    r")",
    2,
)


# A phrase in Chinese or Japanese begins with one of these, or says to try again.
_FIRST = frozenset(
    "抱对大模接请請网網数資论論标標摘中英总總翻分内內结結方动動关關生提处處解获獲取调調抓抽下"
    "连連服响返自信的时時发發错錯出异異已您达達超余暂暫无無未要翻処日"
)
_AGAIN = ("再试", "再試", "重试", "重試")


def is_error(text: str) -> bool:
    """Whether ``text`` is nothing but such a phrase.

    A pattern takes milliseconds to compile, and most texts need one of the two, or none.
    """
    if text[:1].isascii() and _LATIN.fullmatch(text):
        return True
    if "\u4e00" <= text[:1] <= "\u9fff" and text[0] not in _FIRST:
        return any(map(text.__contains__, _AGAIN)) and _OTHERS.fullmatch(text) is not None
    return not text.isascii() and _OTHERS.fullmatch(text) is not None
