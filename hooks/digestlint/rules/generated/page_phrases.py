"""Lines that belong to a web page and not to what it is about, as those that copy a page find them.

Each is a whole line: a sentence that merely talks of cookies, or of sharing on a network, is
longer, or begins otherwise.
"""

from __future__ import annotations

import re

from digestlint._runtime.patterns import lazy_pattern

# A line has one of these if it has a phrase. They are as few as possible, since every file is
# searched for them.
SIGNS = (
    "kip to ",
    "KIP TO ",
    "ookie",
    "hare on ",
    "avaScript",
    "not support the ",
    "this post on ",
    "tab or window",
    "not be published",
    "in full size",
    "arXivLabs",
    "Simons Foundation",
    "preceding element",
    "微信扫一扫",
    "看下一个",
    "分享到",
    "到主要内容",
    "跳至",
    "スキップ",
    "바로가기",
    "l contenido",
    "ерейти к ",
)

_FLAGS = re.IGNORECASE | re.VERBOSE

NAVIGATION = lazy_pattern(
    r"""
    skip\ to\ (?:(?:the\ )?(?:main\ )?(?:content|navigation|menu)|search|footer|primary\ sidebar)
    (?:\ \(?press\ enter\)?)?
    |(?:跳转?|直接跳转?)[到至](?:主要|正文|主)?(?:内容|內容)(?:区域?)?
    |(?:メイン|本文)?(?:コンテンツ)?(?:へ|に|を)(?:移動・)?スキップ(?:する)?
    |(?:본문|메인\ 콘텐츠|메뉴|주메뉴|콘텐츠)\ ?바로가기
    |(?:saltar|ir)\ al?\ (?:el\ )?contenido(?:\ principal)?
    |перейти\ к\ (?:основному\ )?(?:содержимому|содержанию|контенту|навигации|поиску)
    """,
    _FLAGS,
)
SHARING = lazy_pattern(
    r"""
    (?:click\ to\ )?share\ on\ (?:x|twitter|facebook|linkedin|reddit|whatsapp|telegram|pinterest
    |weibo|wechat|pocket|tumblr|mastodon|bluesky|threads|hacker\ news)
    (?:\ \(opens?\ in\ (?:a\ )?new\ (?:window|tab)\)\ ?[\w\ ]{0,20})?
    |(?:一键)?分享到(?:朋友圈|微信|微博|新浪微博|QQ空间|QQ|Facebook|Twitter|X|豆瓣|知乎
    |微信朋友圈|LinkedIn)?
    """,
    _FLAGS,
)
SCRIPTS = lazy_pattern(
    r"""
    (?:please\ |you\ need\ to\ |you\ must\ )?(?:enable|turn\ on|allow)\ javascript
    (?:\ (?:and\ cookies\ )?(?:in\ your\ (?:web\ )?browser\ )?
        (?:to\ (?:continue|proceed|run\ this\ app|use\ this\ (?:site|app)
            |view\ (?:this|the)\ .{1,60})
        |in\ your\ (?:web\ )?browser.{0,60}))?
    |javascript\ (?:is|must\ be|needs\ to\ be)\ (?:currently\ )?(?:disabled|required\ to\ .{1,60}
        |not\ (?:available|enabled))(?:\ in\ your\ (?:web\ )?browser)?(?:\.\ .{1,120})?
    |(?:this|the)\ (?:web)?(?:site|page|app)\ (?:requires|needs)\ javascript.{0,60}
    |请(?:先|在浏览器中)?(?:启用|开启|打开)\ ?(?:浏览器的?)?\ ?javascript.{0,40}
    |(?:您|你)?的?浏览器(?:不支持|已禁用|未启用|禁用了)\ ?javascript.{0,60}
    |(?:この.{1,20}は)?javascript\ ?を(?:有効|オン)に(?:してください|する必要があります)
    |javascript\ ?が(?:無効|必要)(?:になっています|です)
    |(?:브라우저에서\ )?javascript를?\ (?:활성화|사용)해?\ ?(?:주세요|주십시오|하십시오)
    |(?:пожалуйста,?\ )?включите\ javascript.{0,60}
    |(?:por\ favor,?\ )?(?:active|habilite|activa|habilita)\ javascript.{0,60}
    """,
    _FLAGS,
)
EMBEDS = lazy_pattern(
    r"""
    your\ browser\ does\ not\ support\ the\ (?:html5?\ )?(?:video|audio|iframe|canvas)
        (?:\ (?:tag|element|player))?
    |view\ this\ post\ on\ (?:instagram|x|threads|facebook|bluesky)
    |press\ enter\ or\ click\ to\ view\ image\ in\ full\ size
    """,
    _FLAGS,
)
SITES = lazy_pattern(
    r"""
    you\ signed\ (?:in|out)\ (?:with|in)\ another\ tab\ or\ window\..{0,80}
    |you\ switched\ accounts\ on\ another\ tab\ or\ window\..{0,80}
    |your\ email\ address\ will\ not\ be\ published(?:\.\ required\ fields\ are\ marked\ ?\\?\*?)?
    |arxivlabs(?::\ experimental\ projects\ with\ community\ collaborators
        |\ is\ a\ framework\ that\ allows\ collaborators\ to\ develop\ and\ share.{0,80})
    |we\ gratefully\ acknowledge\ support\ from\ the\ simons\ foundation.{0,80}
    |report\ (?:github\ )?issue\ for\ preceding\ element
    |(?:使用|请用|打开)?微信扫一扫(?:关注(?:该|本)?公众号|分享到朋友圈|可打开此内容.{0,30}
        |使用小程序|[,，]?分享到.{1,10}|二维码.{0,20})
    |(?:继续|向上)滑动看下一个(?:轻触阅读原文)?
    """,
    _FLAGS,
)
# Of a cookie banner: a sentence of it, which needs consent nearby, and a button.
COOKIES = lazy_pattern(
    r"""
    (?:we|our\ (?:web)?site|this\ (?:web)?site|our\ partners\ and\ we|we\ and\ our\ .{1,30})
        (?:\ also)?\ uses?\ (?:(?:our\ own|essential|necessary)\ )?cookies\b.*
    |(?:我们|本网站|本站|该网站|此网站|我們|本網站)(?:会|將|将)?使用\ ?(?:必要的?)?\ ?cookies?.*
    |(?:当サイト|このサイト|本サイト|当ウェブサイト|このウェブサイト)(?:で)?は、?.{0,20}?cookie.*
    |(?:이|본|저희)\ ?(?:웹)?사이트(?:는|에서는)\ .{0,20}?cookie.*
    |(?:este\ sitio(?:\ web)?|esta\ web)\ (?:utiliza|usa)\ cookies.*
    |(?:utilizamos|usamos)\ cookies.*
    |(?:мы|(?:этот|наш)\ (?:веб-)?сайт)\ используе[мт]\ (?:файлы\ )?cookie.*
    """,
    _FLAGS,
)
CONSENT = lazy_pattern(
    r"accept|consent|agree|decline|reject|by (?:continuing|clicking|using)|learn more|got it"
    r"|接受|同意|继续(?:使用|浏览)|了解更多|詳しく|동의|acept|consent|приня|соглаша",
    re.IGNORECASE,
)
COOKIE_BUTTON = lazy_pattern(
    r"""
    (?:accept|allow|reject|decline)\ (?:all|non-essential|optional|necessary|only\ necessary)
        \ cookies
    |(?:接受|允许|拒绝)(?:所有|全部)\ ?cookies?
    |(?:すべての|全ての)\ ?cookie\ ?を(?:受け入れる|許可(?:する)?|拒否(?:する)?)
    |aceptar\ (?:todas\ las\ )?cookies
    |принять\ (?:все\ )?(?:файлы\ )?cookie
    """,
    _FLAGS,
)
# A document about cookies or privacy says the same of itself.
ABOUT_COOKIES = lazy_pattern(
    r"cookie|privacy|consent|gdpr|クッキー|プライバシー|隐私|隱私|개인정보|privacidad|конфиденц",
    re.IGNORECASE,
)
# Beside one of the above, these are part of it. Alone, they may be anything.
BESIDE = lazy_pattern(
    r"""
    (?:sign|log)[ ]?(?:in|up|out)|register|subscribe|menu|search|home|share|tweet|copy\ link|email
    |e-mail|print|pin\ it|facebook|twitter|x|linkedin|reddit|whatsapp|telegram|close
    |toggle\ navigation
    |(?:accept|reject|decline|allow)(?:\ all)?|ok|got\ it|learn\ more|read\ more|dismiss
    |(?:cookie\ settings|(?:manage|cookie)\ (?:preferences|cookies|options))
    |share\ this(?::|\ post|\ article)?|like\ this:?|leave\ a\ (?:reply|comment)|cancel\ reply
    |(?:open|continue)\ in\ app|advertisement|loading
    |登录|注册|登入|註冊|首页|菜单|搜索|分享|收藏|点赞|在看|评论|关闭|接受|拒绝|同意|知道了|返回顶部
    |微信|微博|朋友圈|轻触阅读原文|阅读原文
    |ログイン|検索|メニュー|シェア|ツイート|同意する|拒否する|閉じる
    |로그인|회원가입|검색|메뉴|공유하기|닫기|동의|거부
    |iniciar\ sesión|registrarse|menú|buscar|compartir|aceptar|rechazar
    |войти|регистрация|меню|поиск|поделиться|принять|отклонить|закрыть
    """,
    _FLAGS,
)
