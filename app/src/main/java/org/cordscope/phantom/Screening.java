package org.cordscope.phantom;

import java.util.ArrayList;
import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;
import org.cordscope.phantom.anatomy.Subject;

/**
 * Who was looked at before a cohort was complete, as the first boxes of a CONSORT flow tell it: people who were left out on
 * clinical grounds, whose images were never collected, and patients whose study turned out to lack an axial T2w series. The
 * reasons are the paper's; how often each occurs is our own choice.
 */
final class Screening {
    static final String HEADER = "patient_id,site,region,included,reason";
    static final String NO_AXIAL = "no axial T2-weighted series in a usable format";

    private static final double CLINICAL_SHARE = 0.24;
    private static final double IMAGING_SHARE = 0.035;
    private static final String[] REASONS = {
        "asymptomatic",
        "previous cervical surgery",
        "lumbar stenosis",
        "trauma",
        "neoplasm",
        "infection",
        "rheumatoid arthritis",
        "ankylosing spondylitis"
    };
    private static final double[] WEIGHTS = {.26, .24, .16, .11, .08, .05, .06, .04};

    private Screening() {}

    /** How many of the patients that images were collected of have none that can be used. */
    static int withoutAxial(int patients) {
        return (int) Math.round(IMAGING_SHARE * patients);
    }

    /** Lines of the people who were left out on clinical grounds, each with the reason. */
    static List<String> leftOut(long seed, int patients) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < Math.round(CLINICAL_SHARE * patients); i++) {
            SeededDraw draw = SeededDraw.of(seed).named("left out", i);
            Subject subject = Subject.draw(draw.named("subject", 0));
            lines.add(line("", subject, REASONS[draw.weighted(WEIGHTS)]));
        }
        return lines;
    }

    /** @param reason empty for who is included */
    static String line(String patientId, Subject subject, String reason) {
        return String.join(",", patientId, subject.site(), subject.region(), reason.isEmpty() ? "1" : "0", reason);
    }
}
