"""Words that decide on labels: roles, titles, marks, and what looks like a label and is none.

All are compared casefolded. Languages: English, Spanish, French, German, Portuguese, Italian, Dutch, and
the usual marks of Russian, Polish, Chinese, Japanese, Korean, Arabic and Hebrew.
"""

from __future__ import annotations


def _set(words: str) -> frozenset[str]:
    return frozenset(word.replace("_", " ") for word in words.split())


QUESTION_LABELS = _set(
    "q question interviewer p pregunta pergunta f frage d domanda в вопрос в- 问 問 问题 質問 질문 문 س سؤال"
    " ש שאלה v vraag pytanie"
    " entrevistador entrevistadora intervistatore interviewerin reporter journalist"
    " प्रश्न सवाल soru fråga spørgsmål spørsmål kysymys otázka kérdés întrebare ερώτηση питання запитання"
    " pitanje въпрос tanya pertanyaan hỏi câu_hỏi سوال پرسش প্রশ্ন கேள்வி ถาม คำถาม vprašanje klausimas"
    " jautājums küsimus"
)
"""What stands before a question where speakers have no names.

Single letters count only beside an answer's.
"""

ANSWER_LABELS = _set(
    "a answer r respuesta réponse reponse resposta risposta antwort о ответ 答 回答 答え 답 답변 ج جواب ת"
    " תשובה odpowiedź o"
    " interviewee entrevistado entrevistada interviewé interviewée"
    " उत्तर जवाब cevap yanıt svar vastaus odpověď odpoveď válasz răspuns απάντηση відповідь odgovor"
    " отговор jawab jawaban đáp trả_lời پاسخ উত্তর பதில் ตอบ คำตอบ atsakymas atbilde vastus antwoord"
)
"""What stands before an answer where speakers have no names."""

ROLES = _set(
    "interviewer interviewee host co-host cohost guest moderator narrator announcer audience"
    " audience_member speaker"
    " participant respondent caller operator presenter reporter panelist panellist questioner"
    " witness deponent counsel"
    " prosecutor defendant clerk bailiff interpreter translator examiner chairman chair chairwoman"
    " chairperson president"
    " speaker_pro_tempore court judge justice secretary minister facilitator student teacher"
    " professor voice unknown"
    " unidentified anonymous everyone everybody all both crowd group man woman boy girl male female"
    " child person"
    " anchor correspondent commentator commissioner mayor governor senator doctor nurse patient"
    " officer attorney"
    " researcher editor author producer journalist press analyst user assistant human system agent"
    " customer representative"
    " rapporteur petitioner respondents member members inquiry voiceover voice-over"
    " entrevistador entrevistadora entrevistado entrevistada locutor locutora presentador"
    " presentadora moderador moderadora"
    " apresentador apresentadora público presidente presidenta senador senadora diputado diputada ministro"
    " intervieweur intervieweuse journaliste animateur animatrice modérateur président présidente"
    " présidence sénateur"
    " interviewerin moderatorin sprecher sprecherin gast gastgeber publikum vorsitzender vorsitzende"
    " präsident präsidentin"
    " richter zeuge zeugin intervistatore intervistatrice conduttore moderatore presentatore ospite"
    " 主持人 记者 記者 嘉宾 嘉賓 受访者 观众 聴き手 聞き手 司会 司会者 話し手 インタビュアー"
    " 編集部 主持 采访者 采访人 사회자 기자 진행자"
    " głos_z_sali głosy_z_sali zuruf zurufe un_député plusieurs_députés hon._members some_hon._members"
    " several_hon._members an_hon._member members voices voces 語り手"
    " me myself us"
    " ministre secrétaire rapporteure député députée ministra secretario secretaria secretário secretária"
    " presentator verslaggever gespreksleider sunucu muhabir konuk prowadzący prowadząca dziennikarz"
    " dziennikarka redaktor gość marszałek przewodniczący przewodnicząca председатель интервьюер"
    " intervjuer programledare संवाददाता साक्षात्कारकर्ता"
    " ведущий ведущая корреспондент журналист гость מראיין מראיינת المذيع المحاور الضيف المذيعة"
)
"""Roles that speak. A number or letter may follow: `Speaker 2`, `Audience Member A`."""

HONORIFICS = _set(
    "mr mrs ms miss mx dr prof professor sir dame lord lady madam madame mme mlle m monsieur senator"
    " sen representative"
    " rep congressman congresswoman congressperson chairman chairwoman chairperson chair chairperson"
    " vice ranking president"
    " secretary general gen colonel col major maj captain capt lieutenant lt sergeant sgt admiral"
    " judge justice"
    " ambassador governor gov mayor councilmember councilman councilwoman commissioner director"
    " minister attorney"
    " rev reverend father sister brother bishop rabbi hon honorable by herr frau señor senor señora"
    " senora sr sra"
    " srs sts vors abg poseł posłanka marszałek bey hanım san जी श्री श्रीमती डॉ"
    " srta don doña dona doutor doutora senhor senhora signor signora dott dottor dottoressa meneer mevrouw"
)
"""Titles before a name, with or without a full stop."""

ABBREVIATED_TITLES = _set(
    "mr mrs ms dr st prof sen rep gen col lt sgt capt gov rev hon jr m mme sr sra srta dra maj vors abg dep"
)
"""Titles whose full stop ends no label."""

PARTICLES = _set(
    "van von der den de del della di da do dos das la le les du des el al bin ibn ben ap y e zu zum"
    " zur ter ten af av of"
    " san st i 't"
)
"""Small words inside names."""

JOINERS = _set("and & + und et y e ed en и och og i")
"""What joins two speakers."""

SOUND_MARKS = _set(
    "break jingle music intro outro intro_music outro_music theme theme_music musical_interlude ad"
    " ad_break advertisement"
    " advert commercial commercial_break sponsor_break sponsor sponsor_message sponsors interlude"
    " stinger bumper sfx sound_effect"
    " sound_effects sound applause laughter recording_begins recording_ends end_of_recording silence pause"
    " clip audio_clip teaser transition werbung musik pausa música musique publicité pub publicidad"
)
"""Marks dressed as labels: what follows them on the line is not spoken."""

NOT_LABELS = _set(
    "mehr_zum_thema lesen_sie_auch lire_aussi à_lire_aussi leggi_anche lea_también leia_também lees_ook"
    " read_also zum_weiterlesen duration"
    " problem problems solution solutions cause causes effect symptom fix before after good bad"
    " wrong dates numbers deadline discussion decision decisions action actions outcome motion"
    " resolution resolved apologies attendees regrets next_meeting"
    " breaking added fixed changed deprecated removed security improved"
    " sir sirs madam dear_sir dear_madam dear_editor dear_all gentlemen instructions preamble"
    " definitions start-date end-date commandline upgrade install remove requested-by"
    " note notes nb n.b remark remarks warning caution important attention tip tips hint hints todo"
    " fixme update updates"
    " edit edited correction disclaimer ps p.s pps example examples for_example for_instance e.g i.e"
    " eg ie such_as namely"
    " agenda topic topics subject subjects re title subtitle headline date time when where who what"
    " why how location place"
    " venue address phone tel fax email e-mail mail web website site url link links http https ftp"
    " mailto source sources"
    " reference references see see_also read_more more related tags tag category categories keywords"
    " keyword language"
    " duration length runtime episode season part chapter section figure fig table image photo"
    " photos picture video audio"
    " transcript transcription transcribed_by transcript_by transcriber written_by posted_by posted"
    " published published_by"
    " photo_by photos_by edited_by produced_by translated_by author authors by copyright license"
    " licence isbn doi price cost"
    " version status name names summary abstract description overview background introduction"
    " conclusion contents"
    " table_of_contents index appendix step steps option options result results output input usage"
    " installation install"
    " requirements features feature args arguments returns return raises yields parameters params"
    " parameter attributes"
    " error errors info debug warn trace fatal critical notice log level message exception traceback"
    " default type types"
    " value values key keys id size color colour weight height width total subtotal sum amount"
    " quantity qty ingredients"
    " ingredient method directions serves makes prep_time cook_time monday tuesday wednesday"
    " thursday friday saturday"
    " sunday january february march april may june july august september october november december"
    " today tomorrow yesterday"
    " morning afternoon evening first second third finally next then also however therefore"
    " meanwhile now so but and or"
    " because if else elif try except finally for while with case switch do class def public private"
    " protected"
    " yes no ok okay well plus pros cons pro con quote quotes fact facts question_of_the_day bonus"
    " fun_fact key_takeaways"
    " takeaways takeaway highlights resources recommended further_reading show_notes credits thanks"
    " special_thanks"
    " acknowledgements contact follow_us follow subscribe share listen watch download sponsors_links"
    " ext fade_in"
    " fade_out cut_to scene act exhibit exhibits present appearances also_present in_attendance"
    " attendance absent members_present"
    " subject_matter interview_date date_of_interview interview_with interviewed_by interview"
    " interviewers interviewees speakers"
    " participants guests hosts panel panelists moderators tape side file interview_number"
    " length_of_interview"
    " comment comments files from to cc bcc re_: content-type mime-version metadata-version"
    " author-email project-url"
    " classifier requires-dist none null true false bottom_line the_bottom_line in_short in_summary"
    " to_summarize that_said long_story_short"
    " my_advice my_point the_point"
    " the_question the_answer the_problem the_result the_idea the_truth the_reason the_solution"
    " here's_the_thing spoiler"
    " spoiler_alert translation pronunciation etymology definition synonym antonym verse psalm genesis"
    " nota notas ojo ejemplo por_ejemplo ejemplos fecha lugar hora tema temas título titulo resumen"
    " fuente fuentes"
    " fotos foto texto traducción idioma dirección teléfono precio horario exemple par_exemple"
    " remarque attention date lieu"
    " heure sujet sujets titre résumé source photo traduction adresse téléphone prix beispiel"
    " zum_beispiel z.b hinweis"
    " achtung wichtig anmerkung datum ort uhrzeit zeit thema themen titel zusammenfassung quelle"
    " quellen foto bild übersetzung"
    " adresse preis tipp fazit exemplo por_exemplo observação atenção data local título resumo fonte"
    " fontes tradução endereço"
    " telefone preço esempio per_esempio attenzione luogo argomento titolo riassunto fonte indirizzo"
    " telefono prezzo"
    " 例 例如 比如 注 注意 注释 备注 時間 时间 日期 地点 地點 来源 來源 作者 文 图"
    " 図 写真 写真・文 出典 日時 場所 参考 备注 标题 主题 编辑"
)
"""Label-like words and phrases that never name a speaker."""

NAMES_TOO = _set("will may an do so le la al de el")
"""Openers that are also first names or begin surnames."""

NEVER_NAMES = _set(
    "copyright chapter section figure fig table step part note example license licence version"
    " release appendix exhibit volume"
    " photo image source file files comment comments content metadata project author upstream"
    " requires classifier house committee subcommittee parliament senate assembly ministry department"
    " câmara cámara assemblée assembleia asamblea sénat senado bundestag congreso cortes parlamento parlement"
    " comissão comisión commission compte diario présidence presidencia séance sesión sessão protokoll"
    " dear hi hello hallo liebe lieber querido querida estimado estimada cher chère caro cara"
    " oral hearing proceedings minutes standing joint info error warn warning debug trace fatal notice"
)
"""Words that begin headings and fields, never a person's name of two words."""

FUNCTION_WORDS = _set("do or if so as an by to al am is it be he me my we us go in on of up at")
"""Words of two letters that are somebody's initials when in capitals."""

OPENERS = _set(
    "the a an this that these those there here it its it's i you we they he she my your our their"
    " his her in on at for"
    " from to with without about as if when while because since although though however so and but"
    " or nor not no yes what"
    " why how who whom whose where which is are was were be been do does did can could will would"
    " should may might must"
    " have has had let let's one two three another other some any all each every most many few more"
    " less just only even"
    " first second third last next finally then now today well ok okay oh ah please thanks thank"
    " also again anyway besides"
    " meanwhile perhaps maybe sure remember imagine think consider suppose after before during"
    " between under over again"
    " el la los las un una unos unas este esta esto eso por para con sin pero y o si cuando como qué cómo"
    " le la les un une des ce cette ces il elle nous vous ils elles pour avec sans mais ou où et si"
    " quand comme"
    " der die das ein eine einer dieser diese dieses und oder aber wenn als für mit ohne es er sie"
    " wir ihr ich in im am"
    " o os as um uma esse essa isso para com sem mas ou se quando como"
)
"""Words that begin sentences and hardly ever names."""
