package org.cordscope.evaluation.agreement;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.evaluation.Estimate;
import org.cordscope.evaluation.agreement.KrippendorffAlpha.Distance;
import org.junit.jupiter.api.Test;

/**
 * Reference values: those that irrCAC prints of its data cac.raw4raters, and R with coefficients written out over pairs of
 * raters, their standard errors from derivatives by complex steps.
 */
final class MultiRaterAgreementTest {
    private static final double EXACT = 1e-9;
    /** 97.5 % quantiles of Student's t. */
    private static final double T11 = 2.200985160082949;

    private static final double T10 = 2.2281388519649385;
    private static final double T5 = 2.570581835636314;

    /** irrCAC's cac.raw4raters, categories numbered from 0. */
    private final Ratings published =
            ratings(5, 1, "00-0 1121 2222 2222 1111 0123 3333 0010 1111 -444 --00 --2-".split(" "));

    /** Thirty units of six patients, graded 0 to 3 by three raters with gaps. */
    private final Ratings grades = ratings(
            4,
            5,
            ("010 332 222 113 000 000 333 2-2 111 000 000 333 232 113 00- 000 333 221 121 000 -00 332 222 113 010 --0 "
                            + "333 222 111 000")
                    .split(" "));

    @Test
    void coefficients_and_errors_of_its_own_data_are_those_that_irrCAC_prints() {
        assertEquals(
                0.8181818, MultiRaterAgreement.nominal(published).observed().value(), 5e-8);
        assertPrinted(0.76282, 0.14917, CongerKappa.of(published, Weighting.IDENTITY), T11);
        assertPrinted(0.76117, 0.15302, FleissKappa.of(published, Weighting.IDENTITY), T11);
        assertPrinted(0.77544, 0.14295, GwetAgreement.of(published, Weighting.IDENTITY), T11);
        assertPrinted(0.74342, 0.14548, KrippendorffAlpha.of(published, Distance.NOMINAL), T10);
    }

    @Test
    void alpha_is_that_of_Krippendorffs_own_example() {
        assertEquals(0.743, KrippendorffAlpha.of(published, Distance.NOMINAL).value(), 5e-4);
        assertEquals(0.815, KrippendorffAlpha.of(published, Distance.ORDINAL).value(), 5e-4);
        assertEquals(0.849, KrippendorffAlpha.of(published, Distance.INTERVAL).value(), 5e-4);
        assertExact(0.743421052631579, 0.145478717222199, KrippendorffAlpha.of(published, Distance.NOMINAL), T10);
        assertExact(0.815387503754881, 0.142254353842663, KrippendorffAlpha.of(published, Distance.ORDINAL), T10);
        assertExact(0.849107142857143, 0.129051199944227, KrippendorffAlpha.of(published, Distance.INTERVAL), T10);
    }

    @Test
    void weighted_coefficients_are_those_written_out_in_R() {
        assertExact(0.813776319966141, 0.145085402493167, CongerKappa.of(published, Weighting.LINEAR), T11);
        assertExact(0.864935064935064, 0.146033610756912, FleissKappa.of(published, Weighting.QUADRATIC), T11);
        assertExact(0.898939769907512, 0.106903523815435, GwetAgreement.of(published, Weighting.ORDINAL), T11);
    }

    @Test
    void units_of_one_patient_are_summed_before_they_are_squared() {
        assertExact(0.688146380270485, 0.085984746981736, CongerKappa.of(grades, Weighting.IDENTITY), T5);
        assertExact(0.843673914868608, 0.0503985366829423, CongerKappa.of(grades, Weighting.QUADRATIC), T5);
        assertExact(0.684073809718826, 0.08797231250769, FleissKappa.of(grades, Weighting.IDENTITY), T5);
        assertExact(0.820933384732084, 0.0534021880167637, FleissKappa.of(grades, Weighting.ORDINAL), T5);
        assertExact(0.696500766241892, 0.0860284901756286, GwetAgreement.of(grades, Weighting.IDENTITY), T5);
        assertExact(0.770492732269855, 0.067153502313214, GwetAgreement.of(grades, Weighting.LINEAR), T5);
        assertExact(0.680891964628989, 0.100812333812769, KrippendorffAlpha.of(grades, Distance.NOMINAL), T5);
        assertExact(0.854361266860584, 0.0550820272383592, KrippendorffAlpha.of(grades, Distance.ORDINAL), T5);
        assertExact(0.83952376106645, 0.0579348456660152, KrippendorffAlpha.of(grades, Distance.INTERVAL), T5);
        assertExact(
                0.770114942528736,
                0.0627464094894537,
                MultiRaterAgreement.nominal(grades).observed(),
                T5);
        assertTrue(FleissKappa.of(grades, Weighting.IDENTITY).method().contains("clustered by patient"));
    }

    @Test
    void agreement_on_each_category_has_the_interval_written_out_in_R() {
        List<Estimate> specific = MultiRaterAgreement.ordinal(grades).specific();
        assertEquals(4, specific.size());
        assertEquals(0.931034482758621, specific.get(0).value(), EXACT);
        assertEquals(0.71571747997863, specific.get(0).low(), EXACT);
        assertEquals(0.98637408782758, specific.get(0).high(), EXACT);
        assertEquals(0.588235294117647, specific.get(1).value(), EXACT);
        assertEquals(0.365802562473343, specific.get(3).low(), EXACT);
        assertEquals(0.904206445501709, specific.get(3).high(), EXACT);
    }

    @Test
    void of_two_raters_the_agreements_are_those_of_the_two_by_two_table() {
        List<RatedUnit> units = new ArrayList<>();
        List<RatedSlice> pairs = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            boolean a = i % 4 == 0;
            boolean b = i % 10 == 0 || (i % 4 == 0 && i % 3 != 0);
            units.add(new RatedUnit("P" + i / 6, Map.of("a", a ? 1 : 0, "b", b ? 1 : 0)));
            pairs.add(new RatedSlice("P" + i / 6, a, b));
        }
        RaterAgreement two = RaterAgreement.of(pairs);
        MultiRaterAgreement many = MultiRaterAgreement.nominal(Ratings.of(units, 2));
        assertEquals(two.kappa().value(), many.conger().value(), 1e-12);
        assertSame(two.negativeAgreement(), many.specific().get(0));
        assertSame(two.positiveAgreement(), many.specific().get(1));
    }

    @Test
    void kappa_of_two_raters_has_one_interval_whoever_computes_it() {
        for (int perPatient : List.of(1, 6)) {
            List<RatedUnit> units = new ArrayList<>();
            List<RatedSlice> pairs = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                boolean a = i % 4 == 0;
                boolean b = i % 10 == 0 || (i % 4 == 0 && i % 3 != 0);
                units.add(new RatedUnit("P" + i / perPatient, Map.of("a", a ? 1 : 0, "b", b ? 1 : 0)));
                pairs.add(new RatedSlice("P" + i / perPatient, a, b));
            }
            Estimate cohen = RaterAgreement.of(pairs).kappa();
            Estimate conger = MultiRaterAgreement.nominal(Ratings.of(units, 2)).conger();
            assertEquals(cohen.low(), conger.low(), 1e-12);
            assertEquals(cohen.high(), conger.high(), 1e-12);
        }
    }

    @Test
    void raters_who_agree_on_everything_leave_no_spread() {
        MultiRaterAgreement perfect = MultiRaterAgreement.ordinal(ratings(3, 1, "000 111 222 11- 000".split(" ")));
        for (Estimate e : List.of(perfect.conger(), perfect.fleiss(), perfect.gwet(), perfect.alpha())) {
            assertEquals(1, e.value(), 1e-12);
        }
        assertEquals(List.of("rater0", "rater1", "rater2"), perfect.raters());
    }

    @Test
    void agreement_without_two_ratings_of_a_unit_or_with_a_single_category_is_undefined() {
        MultiRaterAgreement apart = MultiRaterAgreement.nominal(ratings(2, 1, "0- -1 1-".split(" ")));
        MultiRaterAgreement same = MultiRaterAgreement.nominal(ratings(2, 1, "00 00 00".split(" ")));
        for (MultiRaterAgreement none : List.of(apart, same)) {
            assertFalse(none.conger().isDefined());
            assertFalse(none.fleiss().isDefined());
            assertFalse(none.alpha().isDefined());
            assertFalse(none.specific().get(1).isDefined());
        }
        assertFalse(apart.gwet().isDefined());
        assertFalse(
                MultiRaterAgreement.nominal(Ratings.of(List.of(), 2)).observed().isDefined());
    }

    @Test
    void a_single_patient_gives_no_interval() {
        Estimate kappa = FleissKappa.of(ratings(2, 9, "00 01 11 11".split(" ")), Weighting.IDENTITY);
        assertTrue(kappa.isDefined());
        assertFalse(kappa.hasInterval());
    }

    @Test
    void a_category_that_does_not_exist_is_refused() {
        assertThrows(IllegalArgumentException.class, () -> ratings(2, 1, "02"));
        assertThrows(IllegalArgumentException.class, () -> ratings(1, 1, "00"));
        assertThrows(IllegalArgumentException.class, () -> SpecificAgreement.of(grades, 4));
    }

    private static Ratings ratings(int categories, int unitsPerPatient, String... rows) {
        List<RatedUnit> units = new ArrayList<>();
        for (String row : rows) {
            Map<String, Integer> byRater = new HashMap<>();
            for (int g = 0; g < row.length(); g++) {
                if (row.charAt(g) != '-') {
                    byRater.put("rater" + g, row.charAt(g) - '0');
                }
            }
            units.add(new RatedUnit("P" + units.size() / unitsPerPatient, byRater));
        }
        return Ratings.of(units, categories);
    }

    private static void assertPrinted(double value, double error, Estimate estimate, double quantile) {
        assertEquals(value, estimate.value(), 5e-6, estimate.toString());
        assertEquals(error, (estimate.value() - estimate.low()) / quantile, 5e-6, estimate.toString());
    }

    private static void assertExact(double value, double error, Estimate estimate, double quantile) {
        assertEquals(value, estimate.value(), EXACT, estimate.toString());
        assertEquals(value - quantile * error, estimate.low(), EXACT, estimate.toString());
    }

    private static void assertSame(Estimate expected, Estimate actual) {
        assertEquals(expected.value(), actual.value(), 1e-12);
        assertEquals(expected.low(), actual.low(), 1e-12);
        assertEquals(expected.high(), actual.high(), 1e-12);
    }
}
