package org.cordscope.inference.explanation;

import java.util.Locale;

/** What a method of explanation is put to (Adebayo et al. 2018; Arun et al. 2021). */
public enum Check {
    CASCADING("Cascading randomisation"),
    INDEPENDENT("Independent randomisation"),
    PERMUTED("Labels permuted"),
    REPEATABILITY("Repeatability"),
    REPRODUCIBILITY("Reproducibility"),
    LOCALISATION("Localisation");

    private final String title;

    Check(String title) {
        this.title = title;
    }

    /** Name in files. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Name for people. */
    public String title() {
        return title;
    }

    /** What passing means, in one sentence. */
    public String rule() {
        return switch (this) {
            case CASCADING ->
                "passes when, with all layers drawn anew from the logit down, the mean SSIM with the trained model's map is"
                        + " below that of random pairs of maps of different slices";
            case INDEPENDENT -> "passes when this is so for each layer drawn anew alone";
            case PERMUTED -> "passes when this is so for the map of a model that was trained on permuted labels";
            case REPEATABILITY ->
                "passes when maps of a model of the same architecture are more alike, by the lower end of the interval of"
                        + " the mean SSIM, than random pairs";
            case REPRODUCIBILITY -> "passes when this is so for a model of another architecture";
            case LOCALISATION ->
                "passes when, on compressed slices, the mean AUPRC against the mask is above that of the average mask of"
                        + " the other patients";
        };
    }
}
