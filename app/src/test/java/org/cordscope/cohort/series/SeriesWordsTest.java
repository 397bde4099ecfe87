package org.cordscope.cohort.series;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Descriptions as hospitals of several countries write them, on a header whose attributes say only T2 by turbo spin echo. */
final class SeriesWordsTest {
    private static final SeriesRules RULES = SeriesRules.defaults();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T2 TSE tra HWS",
                "T2 tra ohne FS HWS",
                "T2 tra HWS vor KM",
                "HWS T2 tra nativ",
                "T2 tra Halswirbelsäule",
                "AX T2 sans FS",
                "AX T2 sans saturation de graisse",
                "AX T2 avant injection",
                "AX T2 RACHIS CERVICAL",
                "T2 AX sin contraste",
                "T2 AX pre contraste",
                "T2 ax senza mdc",
                "T2 AX sem contraste",
                "T2 tra zonder contrast",
                "T2 AX PRE CONTRAST",
                "T2 AX W/O IV CONTRAST",
                "T2 AX no fat sat",
                "T2 AX C-",
                "C-SPINE POST OP AX T2",
                "T2 AX C2-T1",
                "T2 AX PÓS-OPERATÓRIO",
                "T2 AX POS-OP",
                "T2 AX pos-cirurgia",
                "T2 AX POST QUIRURGICO",
                "T2 AX pos 2",
                "T2 AX POS NEUTRA",
                "T2 AX S/C",
                "T2 AX s/ contraste",
                "T2 ax s/mdc",
                "T2 AX s/ gadolinio",
                "T2 AX sin CIV",
                "AX T2 sans inj",
                "T2 AX S/P ACDF",
                "T2 AX SPECIAL",
                "Ax T2 FSE AIR Recon DL",
                "T2 tra reco",
                "T2 ax HFS",
                "AX T2FSE",
                "InPhase: AX T2 FLEX",
                "T2強調 横断 頸椎",
                "T2 横断 非造影",
                "T2 横断 脂肪抑制なし",
                "颈椎 T2 轴位",
                "경추 T2 축상",
                "T2 tra без контраста"
            })
    void plain_t2_of_the_neck_is_chosen(String description) {
        assertEquals("axial T2-weighted, not fat-saturated", reason(description));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T2 TSE tra HWS Fettsättigung",
                "T2 tra fettgesättigt HWS",
                "AX T2 SAT GRAISSE",
                "AX T2 suppression de graisse",
                "T2 AXIAL supresión grasa",
                "T2 assiale soppressione grasso",
                "T2 AX SUP GORDURA",
                "AXT2FS",
                "T2TSEFS tra",
                "t2_tse_fatsup_tra",
                "t2 ax chem sat",
                "T2 FSE PASTA AX",
                "AX T2 WFI",
                "T2W_SPAIR_TRA",
                "T2WSPAIR ax",
                "*tse2d1_15fs T2 ax",
                "tse2d1fs T2 ax",
                "T2WI Ax 脂肪抑制",
                "T2 轴位 压脂",
                "T2 축상 지방억제",
                "T2 tra жироподавление"
            })
    void fat_saturation_is_known_in_other_languages(String description) {
        assertEquals("fat-saturated", reason(description));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T2 tra HWS nach Kontrastmittel",
                "AX T2 après injection",
                "AX T2 injecté",
                "AX T2 IV+",
                "T2 AX con contraste",
                "T2 ax dopo mdc",
                "T2 ax con contrasto",
                "T2 AX PÓS GADOLÍNIO",
                "T2 AX pós",
                "T2 AX POS",
                "T2 AX POSCONTRASTE",
                "T2 AX POS GD",
                "T2 AX APOS",
                "T2 AX c/ contraste",
                "T2 AX CON CIV",
                "T2 ax cmdc",
                "AX T2 après inj",
                "T2 AX CONTRASTADO",
                "T2 AX POS-OP POS GD",
                "T2 AX +GD",
                "T2 AX POSTGD",
                "POST OP C-SPINE T2 AX POST GAD",
                "造影後 T2 横断",
                "增强 T2 轴位",
                "T2 축상 조영증강",
                "T2 tra с контрастом"
            })
    void contrast_agent_is_known_in_other_languages(String description) {
        assertEquals("after contrast agent", reason(description));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "T2 tra Schädel",
                "T2 tra Schaedel",
                "T2 tra Lendenwirbelsäule",
                "AX T2 rachis lombaire",
                "AX T2 encéphale",
                "T2 AX columna dorsal",
                "T2 AX cráneo",
                "T2 ax rachide lombare",
                "T2 AX COLUNA LOMBAR",
                "T2 AX L4/5",
                "T2 AX L1-L5",
                "T2 AX T1-T6",
                "T2 AX TH1-TH12",
                "T2 AX IAC",
                "腰椎 T2 横断",
                "胸椎T2横断",
                "요추 T2 축상",
                "T2 tra поясничный отдел"
            })
    void other_regions_are_known_in_other_languages(String description) {
        assertEquals("another body region", reason(description));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Übersicht HWS", "repérage", "localizador", "位置決め"})
    void localisers_are_known_in_other_languages(String description) {
        assertEquals("localiser", reason(description));
    }

    private static String reason(String description) {
        Protocol p = Protocol.philips();
        p.bodyPart = "SPINE";
        p.description = description;
        p.protocol = "";
        return SeriesChoice.choose(p.stack(5), RULES).get(0).reason();
    }
}
