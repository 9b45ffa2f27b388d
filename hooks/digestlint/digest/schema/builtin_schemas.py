"""The built-in schemas, ready for use.

Made by ``make generate`` from the TOML files in ``builtin/``, which take longer to read.
"""
# ruff: noqa: E501, F401
# fmt: off

from digestlint.digest.schema.match_specs import MatchSpec, NoneOfSpec
from digestlint.digest.schema.specs import (
    EntrySpec,
    FieldSpec,
    NoteSpec,
    Schema,
    SectionSpec,
)

SCHEMAS = (
    Schema(name='survey', description='A paper list with one entry a paper, and the notes on each paper below it', match=MatchSpec(headings=('^Paper List\\b', '^TLDR/Notes\\b')), entries=EntrySpec(pattern='^\\[(?P<date>\\d{2}/\\d{2})\\]\\s+\\*\\*(?P<title>.+?)\\*\\*', under='^Paper List\\b', links={'paper': ('Paper', 'PDF', 'arXiv'), 'code': ('Code/Page', 'Code', 'Page', 'Project', 'Project Page'), 'notes': ('TLDR/Notes', 'TLDR', 'Notes')}), notes=NoteSpec(level=2, under='^TLDR/Notes\\b', titles='slugs', section_level=3, sections={'abstract': SectionSpec(heading='Abstract', aliases=('摘要', 'Summary')), 'reading': SectionSpec(heading='🌟 论文解读', aliases=('解读', '论文导读'), body='optional', free_text=True, language='zh'), 'motivation': SectionSpec(heading='📌 背景痛点/本文动机', aliases=('背景痛点', '本文动机', '背景与动机', '研究背景'), language='zh'), 'method': SectionSpec(heading='🚀 核心方法（介绍本文的几个创新点）', aliases=('核心方法', '核心方法(介绍本文的几个创新点)', '方法'), language='zh'), 'results': SectionSpec(heading='📈 实验结果', aliases=('实验', '实验与结果', '结果'), language='zh'), 'takeaways': SectionSpec(heading='💬 可借鉴之处', aliases=('借鉴之处', '启示', '可借鉴的地方'), language='zh')}), built_in=True),
    Schema(name='daily', description='The papers of one day: a numbered heading a paper, and a summary with labelled fields', match=MatchSpec(headings=('^Papers for \\d{4}-\\d{2}-\\d{2}', '^\\d+\\.\\s*\\S')), entries=None, notes=NoteSpec(level=2, pattern='^(?P<number>\\d+)\\.\\s*\\[(?P<title>.+)\\]\\((?P<url>[^\\s()]*(?:\\([^\\s()]*\\)[^\\s()]*)*)\\)\\s*$', under='^Papers for \\d{4}-\\d{2}-\\d{2}', fields={'keywords': FieldSpec(label='核心关键词', aliases=('核心关键字', '关键词', 'Core Keywords', 'Keywords')), 'summary': FieldSpec(label='一句话核心摘要', aliases=('一句话核心总结', '一句话核心概述', '一句话核心概要', '一句核心总结', '一句核心摘要', '一句话总结', '一句话摘要', '单句核心摘要', '单句核心总结', '1-Sentence Core Summary', 'One-Sentence Core Summary', '1-Sentence 核心总结', '1-Sentence 核心摘要'), language='zh'), 'question': FieldSpec(label='主要研究问题或目标', aliases=('主要研究问题', '主要研究目标', '主要研究问题/目标', '研究问题', 'Main Research Question or Objective', 'Main Research Question', 'Main Research Objective'), language='zh'), 'method': FieldSpec(label='关键方法论', aliases=('关键方法', '核心方法', 'Key Methodology', 'Key Method'), language='zh'), 'results': FieldSpec(label='主要成果', aliases=('主要结果', '主要研究成果', '主要研究结果', '主要发现', 'Primary Results', 'Main Results'), language='zh'), 'implication': FieldSpec(label='对AI从业者的主要启示', aliases=('对AI从业者的启示', '主要启示', 'Principal Implication for AI Practitioners', 'Principal Implications for AI Practitioners'), language='zh')}), built_in=True),
)
