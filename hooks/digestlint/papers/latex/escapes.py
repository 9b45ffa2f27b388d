r"""LaTeX commands that begin like an escape of JSON and Python strings.

Read as a string's escape, ``\beta`` gives a backspace and ``eta``. The names are those of
LaTeX2e, amsmath and amssymb.
"""

from __future__ import annotations

_NAMES = (
    "above acute addtocounter aleph allowbreak alpha amalg angle approx approxeq arccos arcsin "
    "arctan arg argmax argmin ast asymp atop author backepsilon backprime backsim backsimeq "
    "backslash bar barwedge bbox because begin beta beth between bf bfseries bibitem big bigcap "
    "bigcirc bigcup bigg biggl biggm biggr bigl bigm bigodot bigoplus bigotimes bigr bigskip "
    "bigsqcup bigstar bigtriangledown bigtriangleup biguplus bigvee bigwedge binom blacklozenge "
    "blacksquare blacktriangle blacktriangledown bm bmod bold boldmath boldsymbol bot bowtie "
    "boxdot boxed boxminus boxplus boxtimes bra brace brack braket breve bullet bumpeq ell em "
    "emph emptyset enclose end enquote enspace ensuremath epsilon eqcirc eqref eqsim eqslantgtr "
    "eqslantless equiv eta eth euro exists exp fallingdotseq fbox fcolorbox fint flat flushleft "
    "flushright footnote footnotesize forall frac frak framebox frown nabla natural ncong ne "
    "nearrow neg negmedspace negthickspace negthinspace neq newcommand newline newpage nexists "
    "ngeq ngeqq ngeqslant ngtr ni nleftarrow nleq nleqq nleqslant nless nmid nobreak noindent "
    "nolimits nonumber norm normalfont normalsize not notag notin nparallel nprec npreceq "
    "nRightarrow nrightarrow nsim nsubset nsubseteq nsucc nsucceq nsupseteq ntriangleleft "
    "ntriangleright nu nVdash nvdash nwarrow raggedright raise raisebox rangle rbrace rbrack "
    "rceil ref renewcommand rfloor rgroup rhd rho right rightarrow rightarrowtail "
    "rightharpoondown rightharpoonup rightleftarrows rightleftharpoons rightrightarrows "
    "rightsquigarrow risingdotseq rlap rm rmfamily rmoustache root rotatebox rowcolor rtimes "
    "rule rVert rvert tag tan tanh tau tbinom text textasciitilde textbackslash textbf "
    "textcircled textcolor textdegree textemdash textendash textit textmd textnormal "
    "textquoteleft textquoteright textrm textsc textsf textsl textstyle textsubscript "
    "textsuperscript texttt textup textwidth tfrac thanks therefore theta thickapprox thicksim "
    "thickspace thinspace tilde times tiny title to top triangle triangledown triangleleft "
    "trianglelefteq triangleq triangleright trianglerighteq tt ttfamily twoheadleftarrow "
    "twoheadrightarrow varDelta varepsilon varGamma varinjlim varkappa varLambda varliminf "
    "varlimsup varnothing varOmega varPhi varphi varPi varpi varprojlim varpropto varPsi varrho "
    "varSigma varsigma varTheta vartheta vartriangle vartriangleleft vartriangleright "
    "varUpsilon varXi vbox vcenter vDash vdash vdots vec vee veebar verb vert vphantom vskip "
    "vspace"
)
COMMANDS = frozenset(_NAMES.split())
