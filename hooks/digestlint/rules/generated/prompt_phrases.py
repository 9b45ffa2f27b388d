"""What only a prompt, or a model that speaks of its prompt, says in a digest.

Patterns are tried where one of their signs is; the rule says where a phrase has to be. They take
milliseconds to compile, so a sign should be rare in texts without phrases.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from digestlint._runtime.patterns import lazy_pattern
from digestlint.rules.generated.scripts import CYRILLIC, HAN, HANGUL, KANA, LATIN

SPANISH = "Spanish"  # a script of its own, here

TYPE_CHECKING = False  # as in `typing`, which is slow to import
if TYPE_CHECKING:
    # By script: what has to be near a phrase.
    Signs = Mapping[str, tuple[str | re.Pattern[str], ...]]

_PAPER = (
    r"(?:论文|論文|文章|摘要|文本|文献|文獻|内容|內容|标题|標題|段落|材料|资料|資料|信息|資訊|原文)"
)
_EN_PAPER = (
    r"(?:papers?|abstracts?|texts?|articles?|titles?|content|summar(?:y|ies)|passage|excerpt|"
    r"documents?|information)"
)
_DO = (
    r"(?:总结|總結|概括|概述|翻译|翻譯|分析|描述|说明|說明|介绍|介紹|回答|输出|輸出|解释|解釋|"
    r"撰写|撰寫|生成|提取|归纳|歸納|列出)"
)
_ASIAN_PAPER = r"(?:論文|要旨|内容|文章|テキスト|以下|日本語|논문|초록|내용|텍스트|다음|한국어)"

# Words of a model to the one who asked it, and of itself.
_MODEL_SAYS = lazy_pattern("我(?<=[型手]，我)(?![们們])")
SPEECH_SIGNS: Signs = {
    LATIN: (
        "language model, ", "n AI assistant, ", "an AI language model", "your request",
        "m an AI assistant", "your guidelines", "your instructions", "he user asked ",
        "he user has ", "he user wants ",
        lazy_pattern("provided(?<=(?:the|our|you|ave|['’]ve|has|ser) provided)"),
    ),
    SPANISH: ("modelo de lenguaje", "solicitud"),
    HAN: ("您", "你", "户要求我", "户希望我", "户让我", _MODEL_SAYS),
    KANA: ("ご提", "ご要望", "ご指示", "ご依頼", "言語モデル"),
    HANGUL: ("주신", "요청하신", "언어 모델", "AI 어시"),
    CYRILLIC: ("языковая модель", "вашему", " вами "),
}  # fmt: skip
SPEECH = lazy_pattern(
    r"(?<![^\W_])(?:"
    r"as (?:an? )?(?:(?:ai|artificial intelligence|large language|language)[ -]?){1,3}"
    r"(?:model|assistant)?(?: trained by \w+)?, (?:i\b|my\b)"
    r"|i(?: a|'|’)m (?:just |only )?an ai (?:language )?(?:model|assistant)\b"
    r"|(?:based (?:up)?on|from|according to|as per|given(?! the [^,]{1,30}(?:information|content)))"
    r" (?:the|your) (?:provided|given) "
    rf"(?:\w{{2,12}} )?(?:{_EN_PAPER}|guidelines|instructions"
    rf"|requirements)\b(?: and \w+)?(?= ?[,:])"
    rf"|(?:[^\s.:：*>|“”-][^\n.:：*>|“”]{{0,60}})?\b{_EN_PAPER} (?:that )?you(?: have|'ve)? "
    r"(?:provided|shared|given|sent)\b"
    r"|(?:as per|as requested in|according to|following|in line with) your "
    r"(?:requests?|instructions?)\b"
    r"|here(?:'s|’s| is| are) [^\n]{3,300}? (?:based on|following|according to|adhering to) "
    r"(?:the|your) (?:provided |given |specified )?(?:guidelines|instructions|requirements"
    r"|format)\b"
    r"|here(?:'s|’s| is) [^\n]{3,40} of the (?:provided|given) (?:[^\n]{3,40}? )?(?:paper"
    r"|abstract|text)\b"
    r"|the user (?:wants|asks?|asked|has (?:asked|provided)|is asking|provided) "
    r"(?:(?:me|us)\b|(?:for )?(?:an?|the) (?:\w+[ -]){0,4}"
    rf"(?:{_EN_PAPER}|translation|analysis)\b)"
    r"|[作做][为為](?:一[个個名款])?(?:由\w{2,12}开发的)?"
    r"(?:AI|人工智能|人工智慧|大型|大|通用|智能|语言|語言|模型|助手){1,5}"
    r"[，,] ?我(?:无法|無法|不能|没有|沒有|会|會|的|只|可以|将|將|目前|并|並|是)"
    r"|(?:根据|根據|基于|基於|从|從|由于|由於|关于|關於)?[您你]所?(?:提供|上传|上傳|发送|分享)的"
    rf"[^\n，。]{{0,10}}{_PAPER}"
    r"|(?:根据|根據|按照|遵照|应|應)[您你](?:的|所)?(?:要求|请求|請求|指示|指令)(?=[，,：:。！]|$)"
    r"|(?:用[户戶]|使用者)(?:要求|希望|让|讓|想让|想讓)我[^\n们們的]"
    r"|ご(?:提示|提供)(?:いただいた|の|された)(?:論文|要旨|アブストラクト|テキスト|文章|情報|内容)"
    r"|ご(?:要望|指示|依頼)(?:に(?:応じて|従い|従って|基づき|沿って)|(?:の)?(?:通り|とおり|どおり))"
    r"|(?:AI|大規模)?言語モデル(?:である私|として[、,]?私)"
    r"|(?:제공|제시|공유|전달)해 ?주신 (?:논문|초록|텍스트|내용|정보|요약|글)"
    r"|요청하신 (?:대로|바와|내용|요약|번역)"
    r"|(?:저는 )?AI (?:언어 ?모델|어시스턴트)(?:로서|이므로|이기)"
    r"|como (?:un )?modelo de lenguaje(?: de (?:ia|inteligencia artificial))?, (?:no|yo|mi)\b"
    r"|(?:según|de acuerdo con) (?:su|tu) solicitud"
    r"|(?:как|я(?: —| -)?) (?:большая )?языковая модель,? (?:я|не)\b"
    r"|(?:по|согласно) вашему (?:запросу|указанию)|(?:предоставленн|присланн)\w{2,3} вами \w{4,}"
    r")",
    2,  # re.IGNORECASE
)

# Notes of translators, and of models on what they wrote.
_BEFORE = "(?=(?:者|文)?[注註按]|说明|說明|备注|備註|注释)"
NOTE_SIGNS: Signs = {
    LATIN: ("ranslator", "ranslation note", "Note: "),
    SPANISH: ("traductor",),
    HAN: ("註", "基于摘要", *map(lazy_pattern, ("译" + _BEFORE, "譯" + _BEFORE, "注[:：*]"))),
    KANA: ("訳", "※"),
    HANGUL: ("역주", "역자", "번역", "참고: "),
    CYRILLIC: ("пер.", "переводчика"),
}
_OF_ANSWER = (
    r"(?:以上|上述|本|该|該|此)(?:翻译|翻譯|译文|譯文|总结|總結|摘要|回答|回复|概述)"
    r"|(?:翻译|翻譯|译文|譯文)(?:时|時|中|为|為|保留|遵循|采用|採用)"
    r"|(?:保留|沿用)了?(?:英文|原文|原样|術語|术语)|[译譯](?:为|為|作)|直[译譯]|意[译譯]|音[译譯]"
    r"|(?:摘要|原文|提供的)[^\n，。]{0,6}(?:未|没有|沒有)"
    r"(?:提供|提及|给出|給出|明确|明確|说明|說明)"
    r"|(?:仅|只|僅)(?:有|获取|獲取|包含|提供|基于|基於)?[^\n，。]{0,4}摘要"
    r"|基[于於] ?(?:摘要|abstract)"
    r"|(?:以|查阅|查閱|参考|參考|参见|參見)(?:论文|論文)?(?:原文|全文|正文)"
    r"|(?:根据|根據|按照|依照|符合)[^\n，。]{0,4}(?:您|用户|用戶|要求|指令|指示|提示)"
)
NOTE = lazy_pattern(
    r"(?<![^\W_])(?:"
    r"(?:[译譯](?:者|文)?[注註按]|(?:翻译|翻譯)(?:说明|說明|备注|備註|注释)|訳者?注|翻訳者?注|"
    r"역자? ?주|번역(?:자)? ?(?:주|노트|참고)|translator(?:'s|’s|s'|s’)? note|translation notes?|"
    r"nota del? traductor|примечание переводчика|прим\. ?пер(?:ев)?\.)\**\s?[:：]"
    r"|基[于於](?:论文|論文)?(?:摘要|标题|標題)(?:信息)?(?:推断|推斷|推测|推測|撰写|撰寫|生成|整理)(?=[)）])"
    rf"|(?:备|備|附)?[注註][*]{{0,2}}[:：](?=[^\n。)）]{{0,150}}?(?:{_OF_ANSWER}))"
    r"|note: (?=[^\n)]{0,200}?\b(?:i(?:'ve| have| kept| assumed| could| cannot| did)\b|"
    r"as (?:you )?requested|your (?:request|instruction)|the (?:user|prompt)\b|"
    r"the (?:provided|given) (?:text|abstract|information|paper|content)|"
    r"(?:this|the|my) (?:translation|summary) (?:is|was|has|follows|keeps)|word (?:count|limit)))"
    r"|참고: ?(?=[^\n)]{0,120}?(?:번역|제공된 (?:논문|초록|텍스트)|원문))"
    r"|※(?=[^\n）]{0,100}?(?:ご指示|ご要望|翻訳に(?:あたり|際)|要約に(?:あたり|際)|文字数))"
    r")",
    2,
)

# What a prompt says.
_LENGTHS = lazy_pattern("字(?:[数數)）]|[以之]?[内內])")
_FOLLOWING = lazy_pattern("following (?<=(?:[zst]e|ad|he) following )")
ORDER_SIGNS: Signs = {
    LATIN: (
        "Please ", "please ", "ou are a", _FOLLOWING, "utput format:", "utput Format:",
        "espond in ", "eturn only", "utput only", "[Insert ", "[Your ",
    ),
    SPANISH: ("or favor, ", "siguiente"),
    HAN: ("请", "請", "你", "您", "输出格式", "输出要求", _LENGTHS, "不要输出"),
    KANA: ("ください", "下さい", "あなたは"),
    HANGUL: ("주세요", "주십시오", "당신은"),
    CYRILLIC: ("ожалуйста", "ы — "),
}  # fmt: skip
ORDER = lazy_pattern(
    r"(?<![^\W_])(?:"
    rf"(?:please |kindly )?(?:summari[sz]e|translate|analy[sz]e|rewrite|paraphrase|read) "
    rf"(?:the )?(?:following|above|below|provided|given) (?:\w+ )?{_EN_PAPER}\b"
    r"|please provide (?:me with )?the (?:full |complete )?(?:abstract|text|paper|title)\b"
    rf"|please (?:write|answer|output|respond|reply|return|summari[sz]e|translate)\b[^\n]{{0,60}}"
    rf"\b(?:{_EN_PAPER}|words|sentences?|format|json|chinese|english|markdown|bullet points)\b"
    r"|you are an? (?:\w+[ -]){0,4}(?:assistant|expert|researcher|scientist|reviewer|editor|"
    r"translator|writer|professor|analyst|summarizer)\b"
    r"|(?:expected |required |desired )?output format ?[:：]"
    r"(?=[*\s]*(?:$|strictly|must|only|return|json|please))"
    r"|respond (?:only )?in (?:json|chinese|english|markdown|the following)"
    r"|(?:return|output) only (?:the |a |valid )?(?:json|translation|translated|summary|result)"
    r"|\[?insert (?:the |your |a )?(?:\w+ )?(?:summary|title|abstract|text|link|url|name|date|"
    r"description|content|translation)(?: here)?\]?(?=\W*$)"
    r"|\[your (?:\w+ )?(?:summary|title|abstract|text|description|analysis|answer|translation)"
    r"(?: here)?\]"
    r"|[请請][你您]?(?:务必|務必|直接|严格|嚴格|仅|只)?(?:用|使用|以)"
    r"(?:简体|簡體|繁體|流畅的|简洁的|簡潔的|通俗的|专业的)?(?:中文|英文|日文|日语|韩语|一句话"
    r"|一句話|"
    rf"[一二三两\d]+[句个個字段][话話]?|语言|語言)[^\n。]{{0,16}}{_DO}"
    r"|[请請][你您]?(?:帮我|幫我|仔细|仔細|简要|簡要|简单|详细|詳細|将|將|把|对|對|阅读|閱讀)?"
    rf"{_DO}?(?:一下)?(?:以下|下面|下列|上述|这篇|這篇|该|該)的?[^\n。]{{0,6}}{_PAPER}"
    r"|[请請](?:根据|根據|基于|基於|结合|結合|按照?|遵循)(?:以下|下面|下列|如下|上述|提供的"
    r"|给定的)的?"
    rf"(?:[^\n。]{{0,8}}格式|[^\n。]{{0,4}}{_PAPER})"
    r"|[请請][您你]?(?:提供|上传|上傳|发送|粘贴|输入)"
    r"(?:需要|要|论文|論文|完整的?论文|具体的?论文|待|原文|摘要|文本)"
    r"|[请請](?:只|仅|僅|直接)(?:输出|輸出|返回|回复|給出|给出)"
    r"|[你您]是一?[个個名位](?:\w|、){0,20}"
    r"(?:专家|專家|助手|助理|研究员|研究員|学者|學者|编辑|編輯|翻译|翻譯|审稿人|工程师|分析师|教授)"
    r"|(?:输出|輸出|返回)(?:格式|要求)(?:要求|如下)?[:：]"
    r"(?=[*\s]*(?:$|严格|嚴格|请|請|只|仅|必须|json))"
    r"|(?:字[数數]|篇幅|长度|長度)(?:要求|限制)?[:：]?[应應]?(?:严格)?(?:控制)?在?"
    r"(?:不超过|不超過|少于|少於|约|約)?\d{2,4}(?:[-~至到]\d{2,4})?字"
    r"|不要(?:输出|輸出|添加|包含|返回)(?:任何|其他|额外|額外|多余|多餘|解释|解釋"
    r"|markdown)[^\n]{0,40}"
    rf"|(?:[^\s。:：*>|“”「-][^\n。:：*>|“”「]{{0,60}})?{_ASIAN_PAPER}[^\n。:：*>|“”「]{{0,40}}"
    r"(?:要約|翻訳|説明)して(?:ください|下さい)。?(?=\W*$)"
    r"|あなたは[^\n。]{0,30}(?:専門家|アシスタント|研究者|翻訳者|編集者)です"
    rf"|(?:[^\s.:：*>|“”「-][^\n.:：*>|“”「]{{0,60}})?{_ASIAN_PAPER}[^\n.:：*>|“”「]{{0,40}}"
    r"(?:요약|번역|설명)해 ?주(?:세요|십시오)[.]?(?=\W*$)"
    r"|당신은 [^\n.]{0,30}(?:전문가|연구원|어시스턴트|번역가)입니다"
    r"|(?:por favor, )?(?:resume|traduce|analiza) (?:el|la|los) siguientes? \w+"
    r"|por favor, (?:resume|resuma|traduce|traduzca|responde|proporcion[ae])\b"
    r"|пожалуйста, (?:переведи|сделай|ответь|предоставь|кратко|суммируй|резюмируй)\w*"
    r"|(?:ты|вы) — (?:\w+ ){0,3}(?:эксперт|ассистент|помощник|исследователь|переводчик)\b"
    r")",
    10,  # re.IGNORECASE | re.MULTILINE
)
# What says that an instruction is the subject, not a leak.
ABOUT = lazy_pattern(
    r"prompt|instruction|template|example|query|question|user|system|提示|指令|模板|示例|例如"
    r"|例子|问题|"
    r"提问|用户|系统|输入|プロンプト|指示|例|프롬프트|지시|예시|промпт|инструкц|пример|ejemplo"
    r"|instrucci",
    2,
)

_KEY = (
    r"(?:tl_?dr|titles?|abstract|summary|summaries|motivations?|methods?|methodology|approach|"
    r"results?|findings?|conclusions?|key_?words?|contributions?|background|problem|innovations?|"
    r"limitations?|insights?|highlights?|translation|reason|relevance|one_sentence(?:_summary)?|"
    r"key_points?|core_idea|research_question|(?:main|key)_(?:contribution|finding|idea|insight)s?)"
)
KEY_SIGNS: Signs = {
    LATIN: (
        lazy_pattern("_(?:zh|cn|chinese|en|english|ja|jp|ko|kr)(?![a-z0-9])"),
        lazy_pattern('"[ \\t]?:[ \\t]?["\\[{]'),
    )
}
KEY = lazy_pattern(
    rf"[\"'“”]?(?<![\w./-]){_KEY}_(?:zh|cn|zh_cn|chinese|en|english|ja|jp|ko|kr|es|ru|tw|hk)"
    r"[\"'“”]?(?=\W{0,8}[:：]|\W{0,8}$)"
    rf"|^[ \t>*-]{{0,8}}\{{?[ \t]?\"{_KEY}\"[ \t]?:[ \t]?(?=[\"\[{{])"
    rf"|\{{\s?\"{_KEY}\"[ \t]?:[ \t]?(?=[\"\[{{])",
    10,
)

# How long a text has to be, in the label or heading that the template of a prompt has.
LENGTH_SIGNS: Signs = {
    LATIN: ("words)",),
    SPANISH: ("palabras)",),
    HAN: (_LENGTHS,),
    HANGUL: ("이내)", "이하)"),
    CYRILLIC: (" слов)",),
}
LENGTH = lazy_pattern(
    r"[(（](?:[^()（）\n]{0,12}(?:不超过|不超過|控制在|限制?在?|不多于|少于"
    r"|少於)[^()（）\n]{0,4}\d{1,4}"
    r"[^()（）\n]{0,3}[字词詞句]|[^()（）\n]{0,8}\d{1,4}\s?(?:个|個)?[文漢汉]?字(?:以|之)?[内內]"
    r"|(?:in |under |max(?:imum)?\.? |at most |no more than |within |up to |less than |<=? ?|≤ ?)"
    r"\d{1,4} words(?: max(?:imum)?)?|\d+자 (?:이내|이하)"
    r"|(?:не более|до|máximo|máx\.|hasta) \d{1,4} (?:слов|palabras))[)）]",
    2,
)

# Tokens of chat templates.
TOKEN_SIGNS: Signs = {LATIN: ("<|", "｜", "INST]", "▷")}
TOKEN = lazy_pattern(
    r"<[|｜](?:im_end|im_start|endoftext|eot_id|end_of_text|begin_of_text|start_header_id|"
    r"end▁of▁sentence|begin▁of▁sentence|end_of_box|begin_of_box|user|assistant|system)[|｜]>"
    r"|\[/?INST\]|◁/?think▷",
    2,
)
