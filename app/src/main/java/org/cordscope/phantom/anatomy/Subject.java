package org.cordscope.phantom.anatomy;

import java.util.List;

/**
 * Who the patient is, as a clinical table says it.
 *
 * @param mjoa modified Japanese Orthopaedic Association score, 0 to 18
 * @param severity how advanced the spondylosis is, a standard normal deviate behind mJOA and the lesions
 */
public record Subject(
        int ageYears,
        Sex sex,
        double weightKg,
        double heightCm,
        int mjoa,
        String site,
        String region,
        double severity) {

    /** As DICOM codes it. */
    public enum Sex {
        F,
        M
    }

    private record Site(String name, String region, double weight) {}

    /** Set so that about 5 % of people without symptoms show compression (Kato et al. 2012). */
    private static final double HEALTHY_SEVERITY = -3.9;

    private static final List<Site> SITES = List.of(
            new Site("S01", "North America", 5),
            new Site("S02", "North America", 4),
            new Site("S03", "North America", 3),
            new Site("S04", "North America", 2),
            new Site("S05", "Europe", 3),
            new Site("S06", "Europe", 2),
            new Site("S07", "Europe", 1.5),
            new Site("S08", "Asia Pacific", 3),
            new Site("S09", "Asia Pacific", 2),
            new Site("S10", "Asia Pacific", 1.5),
            new Site("S11", "South America", 2),
            new Site("S12", "South America", 1.5));

    public Subject {
        if (ageYears < 18 || ageYears > 100 || mjoa < 0 || mjoa > 18) {
            throw new IllegalArgumentException("adults with an mJOA of 0 to 18: " + ageYears + ", " + mjoa);
        }
    }

    /** A patient with symptoms; marginals as in the paper's Table 1: age median 55, 63 % male, mJOA median 13. */
    public static Subject draw(SeededDraw draw) {
        Sex sex = draw.chance(0.63) ? Sex.M : Sex.F;
        int age = (int) Math.round(draw.normal(55.5, 12, 21, 88));
        double severity = draw.normal(0, 1, -2.2, 2.4);
        int mjoa = (int) Math.round(draw.normal(13.4 - 1.9 * severity, 1.5, 4, 18));
        return examined(draw, age, sex, mjoa, severity);
    }

    /**
     * One of all adults: half without symptoms (mJOA 18), a quarter with mild ones (15 to 17), the others patients as those
     * of {@link #draw}.
     */
    public static Subject drawFromPopulation(SeededDraw draw) {
        int group = draw.weighted(0.5, 0.25, 0.25);
        if (group == 2) {
            return draw(draw.named("patient", 0));
        }
        Sex sex = draw.chance(0.5) ? Sex.M : Sex.F;
        int age = (int) Math.round(draw.normal(50, 16, 20, 88));
        double severity =
                group == 0 ? draw.normal(HEALTHY_SEVERITY, 0.6, -5, -2.2) : draw.normal(-1.5, 0.4, -2.2, -0.6);
        return examined(draw, age, sex, group == 0 ? 18 : 15 + draw.index(3), severity);
    }

    private static Subject examined(SeededDraw draw, int age, Sex sex, int mjoa, double severity) {
        double height = draw.normal(sex == Sex.M ? 176 : 163, 7, 145, 200);
        double bodyMassIndex = draw.normal(27.5, 4.5, 18.5, 42);
        Site site =
                SITES.get(draw.weighted(SITES.stream().mapToDouble(Site::weight).toArray()));
        return new Subject(
                age,
                sex,
                Math.round(bodyMassIndex * height * height / 1000) / 10.0,
                Math.round(height),
                mjoa,
                site.name(),
                site.region(),
                severity);
    }

    double bodyMassIndex() {
        return weightKg / (heightCm * heightCm) * 1e4;
    }
}
