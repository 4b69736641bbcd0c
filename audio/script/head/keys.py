"""Words before a colon that tell of an interview: who takes part, and where, when and by whom it is."""

from __future__ import annotations

import re

PEOPLE_KEYS = re.compile(
    r"^(?:interviewers?|interviewees?|interview(?:ed)? (?:with|by)|guests?|hosts?|co-?hosts?"
    r"|moderators?|speakers?|participants?|panell?ists?"
    r"|narrators?|respondents?|subject|witness|présent[ée] par|invitée?s?|gast|gäste|moderation"
    r"|interview|entrevistad[oa]s?|entrevistador[a]?"
    r"|haastattelu|haastateltava|toimittaja|intervju|intervjuare|wywiad|rozmawiał[a]?|rozhovor|interjú|röportaj"
    r"|συνέντευξη|интервью|інтерв['’]ю"
    r"|sprecher(?:in(?:nen)?)?|teilnehmer(?:innen)?|语り手|語り手|話し手|司会|出演者"
    r"|invitad[oa]s?|convidad[oa]s?|ospite|ospiti|受访者|采访者|嘉宾|主持人|聞き手|ゲスト|出演)$",
    re.IGNORECASE,
)
"""What stands before the name of somebody who takes part."""
OTHER_KEYS = re.compile(
    r"^(?:date|interview date|date of interview|recorded(?: on)?|published(?: on)?|posted(?: on)?"
    r"|updated|location|place|venue|topics?|subject|tags?"
    r"|categor(?:y|ies)|duration|length|runtime|episode|season|language|transcript(?:ion)?(?: by)?"
    r"|transcribed by|transcriber|transcript_by|edited by|editor"
    r"|authors?|written by|by|words|photos?(?: by)?|translat(?:ed|ion)(?: by)?|produced by|source"
    r"|link|url|website|video|audio|slides|media|copyright"
    r"|tape|interview (?:no|number|id)\.?|project|collection|repository|series|show|podcast|title"
    r"|format|keywords|status|audio (?:file|length)"
    r"|datum|ort|thema|dauer|sprache|quelle|text|foto|fotos|autor|autorin|fecha|lugar|tema|duración|idioma|fuente|lieu|durée|sujet|auteur|data|local"
    r"|duração|autora|fonte|luogo|durata|autore|kuvat?|teksti|bild|zdjęcia|fotografie|fénykép|szöveg|fotoğraf|фото|текст|дата|φωτογραφίες"
    r"|日期|地点|时间|作者|来源|日時|場所|文|撮影|取材・文)$",
    re.IGNORECASE,
)
"""What stands before anything else that is told of an interview."""
