"""What all rules say of themselves, so that only those that run are loaded.

Made by ``make generate`` from the modules in ``rules/``.
"""
# ruff: noqa: E501
# fmt: off

from digestlint.finding import Applicability
from digestlint.rule import Option, RuleInfo

_SAFE, _UNSAFE = Applicability.SAFE, Applicability.UNSAFE

RULES = (
    RuleInfo('ANC001', 'broken-anchor', fixes=(_SAFE,), needs='links'),
    RuleInfo('ANC002', 'duplicate-anchor', needs='links'),
    RuleInfo('ANC003', 'broken-file-link', fixes=(_UNSAFE,), needs='links'),
    RuleInfo('BIB001', 'missing-from-digest', options=(Option(name='limit', default=20, help='How many papers are named; one more finding counts the rest. 0 names all.', limits=None),), needs='bibliography'),
    RuleInfo('BIB002', 'missing-from-bibliography', needs='bibliography'),
    RuleInfo('BIB003', 'title-differs', fixes=(_UNSAFE,), needs='bibliography'),
    RuleInfo('BIB004', 'unparsable-bibliography', needs='bibliography'),
    RuleInfo('DIG001', 'unused-suppression', fixes=(_SAFE, _UNSAFE), last=True, needs='directives'),
    RuleInfo('ENC001', 'undecodable-bytes', fixes=(_UNSAFE,), reads='source', needs='undecodable bytes'),
    RuleInfo('ENC002', 'mojibake', fixes=(_SAFE, _UNSAFE), reads='source', needs='mojibake'),
    RuleInfo('ENC003', 'lossy-mojibake', fixes=(_SAFE, _UNSAFE), reads='source', options=(Option(name='restore-confidence', default=0.99, help='The probability that each damaged character of a line must have for a safe fix; with 1, only what is certain is safe.', limits=(0.0, 1.0)),), needs='lossy mojibake'),
    RuleInfo('ENC004', 'replacement-character', reads='source', signs=('�', '锟斤拷', '嚙踝蕭', '鐃緒申', '占쏙옙', '๏ฟฝ', 'ï¿½', 'пїЅ', 'ďż˝', 'οΏ½', 'ן¿½', 'ï؟½', 'ļæ½', 'О©╫', 'я┐╜', '∩┐╜', 'ÔøΩ', '烫烫烫', '屯屯屯')),
    RuleInfo('ENC005', 'byte-order-mark', fixes=(_SAFE,), reads='source', needs='byte order mark'),
    RuleInfo('ENC006', 'control-character', fixes=(_SAFE, _UNSAFE), reads='source'),
    RuleInfo('ENC007', 'mixed-line-endings', fixes=(_SAFE,), reads='source', needs='mixed line endings'),
    RuleInfo('GIT001', 'conflict-marker', stops_fixes=True, signs=('<<<<<<< ',)),
    RuleInfo('MKD001', 'unrendered-emphasis', fixes=(_UNSAFE,), signs=('**',)),
    RuleInfo('MKD002', 'vanishing-tag', fixes=(_SAFE, _UNSAFE), needs='tags'),
    RuleInfo('MKD003', 'undefined-reference', signs=('][', '[^')),
    RuleInfo('MKD004', 'broken-link-syntax', fixes=(_SAFE, _UNSAFE), signs=('](', '] (', ']\u3000(', ']\xa0(', ')[')),
    RuleInfo('MKD005', 'heading-without-space', fixes=(_SAFE, _UNSAFE), signs=('#',)),
    RuleInfo('MKD006', 'vanishing-definition', fixes=(_SAFE, _UNSAFE), signs=(']:',)),
    RuleInfo('SEC001', 'missing-section', needs='notes'),
    RuleInfo('SEC002', 'empty-section', needs='notes'),
    RuleInfo('SEC003', 'section-order', fixes=(_UNSAFE,), needs='notes'),
    RuleInfo('SEC004', 'section-heading-variant', fixes=(_SAFE, _UNSAFE), needs='notes'),
    RuleInfo('SEC005', 'fenced-notes', fixes=(_SAFE, _UNSAFE), needs='stray fences'),
    RuleInfo('SEC006', 'unclosed-fence', signs=('```', '~~~')),
    RuleInfo('SEC007', 'truncated-section', needs='notes'),
    RuleInfo('SEC008', 'missing-field', needs='fields'),
    RuleInfo('SEC009', 'missing-part', needs='digest'),
    RuleInfo('TEX001', 'latex-markup', fixes=(_UNSAFE,), signs=('\\', '``')),
    RuleInfo('TOC001', 'entry-without-notes', needs='digest'),
    RuleInfo('TOC002', 'notes-without-entry', fixes=(_UNSAFE,), needs='notes'),
    RuleInfo('TOC003', 'stale-toc', fixes=(_SAFE,), options=(Option(name='min-level', default=1, help='The first level of headings that a marked table of contents lists.', limits=None), Option(name='max-level', default=3, help='The last level of headings that a marked table of contents lists.', limits=None))),
    RuleInfo('TOC004', 'duplicate-entry', options=(Option(name='across-files', default=False, help='Look for the paper in the other files of the run, too. Off by default, because many digests repeat papers of others on purpose.', limits=None),), needs='digest'),
    RuleInfo('TOC005', 'date-mismatch', fixes=(_SAFE, _UNSAFE), needs='digest'),
    RuleInfo('TOC006', 'numbering-gap', fixes=(_SAFE, _UNSAFE), needs='notes'),
    RuleInfo('TOC007', 'temporary-title', fixes=(_UNSAFE,), needs='digest', signs=('tmp',)),
    RuleInfo('TXT001', 'spaced-hyphen', fixes=(_UNSAFE,), signs=(' - ',)),
    RuleInfo('URL001', 'malformed-url', fixes=(_SAFE, _UNSAFE)),
    RuleInfo('URL002', 'trailing-punctuation', fixes=(_SAFE,), needs='links'),
    RuleInfo('URL003', 'latex-in-url', fixes=(_SAFE,), needs='links'),
    RuleInfo('URL004', 'empty-link', fixes=(_SAFE, _UNSAFE), needs='links'),
    RuleInfo('URL005', 'insecure-scheme', fixes=(_SAFE,), options=(Option(name='hosts', default=['arxiv.org', 'alphaxiv.org', 'ar5iv.org', 'github.com', 'github.io', 'githubusercontent.com', 'gitlab.com', 'huggingface.co', 'hf.co', 'doi.org', 'openreview.net', 'aclanthology.org', 'paperswithcode.com', 'semanticscholar.org', 'kaggle.com', 'pytorch.org', 'tensorflow.org', 'wikipedia.org', 'youtube.com', 'youtu.be', 'twitter.com', 'x.com', 'linkedin.com', 'zhihu.com'], help='The hosts that are known to serve https, each with its subdomains. The list replaces the default one.', limits=None),), needs='links'),
    RuleInfo('URL006', 'malformed-arxiv-id', fixes=(_SAFE, _UNSAFE), needs='links'),
    RuleInfo('URL007', 'dangerous-scheme', needs='links'),
    RuleInfo('URL008', 'split-url', fixes=(_SAFE, _UNSAFE)),
    RuleInfo('URL009', 'swallowed-text', fixes=(_SAFE, _UNSAFE), needs='links'),
    RuleInfo('URL010', 'lost-url', signs=('URL', '网址')),
    RuleInfo('URL011', 'other-paper', signs=('iv.', 'IV.', 'doi.org', 'DOI', '/papers/')),
)
