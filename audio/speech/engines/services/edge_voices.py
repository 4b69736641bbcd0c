"""The voices of Microsoft's service that are known here, a language and region at a time.

Children's voices are left out, so that nobody is given one; they can be named like any other.
"""

from __future__ import annotations

from audio.cast import Gender

_FEMALE = """
    af-ZA Adri, ar-AE Fatima, ar-EG Salma, ar-SA Zariyah, bg-BG Kalina, bn-BD Nabanita, bn-IN Tanishaa,
    ca-ES Joana, cs-CZ Vlasta, cy-GB Nia, da-DK Christel, de-AT Ingrid, de-CH Leni, de-DE Amala Katja
    SeraphinaMultilingual, el-GR Athina, en-US EmmaMultilingual AvaMultilingual Aria Ava Emma Jenny
    Michelle, en-AU Natasha, en-CA Clara, en-GB Libby Sonia, en-HK Yan, en-IE Emily, en-IN
    NeerjaExpressive Neerja, en-KE Asilia, en-NG Ezinne, en-NZ Molly, en-PH Rosa, en-SG Luna, en-TZ
    Imani, en-ZA Leah, es-AR Elena, es-CL Catalina, es-CO Salome, es-ES Elvira Ximena, es-MX Dalia,
    es-PE Camila, es-US Paloma, et-EE Anu, fa-IR Dilara, fi-FI Noora, fil-PH Blessica, fr-BE Charline,
    fr-CA Sylvie, fr-CH Ariane, fr-FR Denise VivienneMultilingual, ga-IE Orla, gl-ES Sabela, gu-IN
    Dhwani, he-IL Hila, hi-IN Swara, hr-HR Gabrijela, hu-HU Noemi, id-ID Gadis, is-IS Gudrun, it-IT Elsa
    Isabella, ja-JP Nanami, ka-GE Eka, kk-KZ Aigul, kn-IN Sapna, ko-KR SunHi, lt-LT Ona, lv-LV Everita,
    mk-MK Marija, ml-IN Sobhana, mr-IN Aarohi, ms-MY Yasmin, mt-MT Grace, nb-NO Pernille, ne-NP Hemkala,
    nl-BE Dena, nl-NL Colette Fenna, pl-PL Zofia, pt-BR Francisca ThalitaMultilingual, pt-PT Raquel,
    ro-RO Alina, ru-RU Svetlana, si-LK Thilini, sk-SK Viktoria, sl-SI Petra, sq-AL Anila, sr-RS Sophie,
    sv-SE Sofie, sw-KE Zuri, ta-IN Pallavi, te-IN Shruti, th-TH Premwadee, tr-TR Emel, uk-UA Polina,
    ur-PK Uzma, vi-VN HoaiMy, zh-CN Xiaoxiao Xiaoyi, zh-HK HiuGaai, zh-TW HsiaoChen
"""
_MALE = """
    af-ZA Willem, ar-AE Hamdan, ar-EG Shakir, ar-SA Hamed, bg-BG Borislav, bn-BD Pradeep, bn-IN Bashkar,
    ca-ES Enric, cs-CZ Antonin, cy-GB Aled, da-DK Jeppe, de-AT Jonas, de-CH Jan, de-DE Conrad
    FlorianMultilingual Killian, el-GR Nestoras, en-US AndrewMultilingual BrianMultilingual Andrew Brian
    Christopher Eric Guy Roger Steffan, en-AU William, en-CA Liam, en-GB Ryan Thomas, en-HK Sam, en-IE
    Connor, en-IN Prabhat, en-KE Chilemba, en-NG Abeo, en-NZ Mitchell, en-PH James, en-SG Wayne, en-TZ
    Elimu, en-ZA Luke, es-AR Tomas, es-CL Lorenzo, es-CO Gonzalo, es-ES Alvaro, es-MX Jorge, es-PE Alex,
    es-US Alonso, et-EE Kert, fa-IR Farid, fi-FI Harri, fil-PH Angelo, fr-BE Gerard, fr-CA Antoine Jean
    Thierry, fr-CH Fabrice, fr-FR Henri RemyMultilingual, ga-IE Colm, gl-ES Roi, gu-IN Niranjan, he-IL
    Avri, hi-IN Madhur, hr-HR Srecko, hu-HU Tamas, id-ID Ardi, is-IS Gunnar, it-IT Diego
    GiuseppeMultilingual, ja-JP Keita, ka-GE Giorgi, kk-KZ Daulet, kn-IN Gagan, ko-KR HyunsuMultilingual
    InJoon, lt-LT Leonas, lv-LV Nils, mk-MK Aleksandar, ml-IN Midhun, mr-IN Manohar, ms-MY Osman, mt-MT
    Joseph, nb-NO Finn, ne-NP Sagar, nl-BE Arnaud, nl-NL Maarten, pl-PL Marek, pt-BR Antonio, pt-PT
    Duarte, ro-RO Emil, ru-RU Dmitry, si-LK Sameera, sk-SK Lukas, sl-SI Rok, sq-AL Ilir, sr-RS Nicholas,
    sv-SE Mattias, sw-KE Rafiki, ta-IN Valluvar, te-IN Mohan, th-TH Niwat, tr-TR Ahmet, uk-UA Ostap,
    ur-PK Asad, vi-VN NamMinh, zh-CN Yunjian Yunxi Yunyang, zh-HK WanLung, zh-TW YunJhe
"""


def _named(written: str, gender: Gender) -> list[tuple[str, Gender]]:
    """Write out `en-GB Libby Sonia, …` as the service's own names."""
    found: list[tuple[str, Gender]] = []
    for group in written.split(","):
        place, *given = group.split()
        found += [(f"{place}-{name}Neural", gender) for name in given]
    return found


VOICES: tuple[tuple[str, Gender], ...] = (*_named(_FEMALE, "female"), *_named(_MALE, "male"))
"""The service's name of each voice, such as `en-GB-SoniaNeural`, and its gender."""
