package org.cordscope.cohort.series;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cordscope.study.FrameHeader;
import org.cordscope.study.InstanceHeader;
import org.cordscope.study.SlicePlane;
import org.cordscope.study.Spacing;
import org.jspecify.annotations.Nullable;

/** What the rules say of one series by itself, before it is compared with the others of its study. */
final class SeriesVerdict {
    private final List<InstanceHeader> instances;
    private final SeriesRules rules;
    private final FrameRules frameRules;
    private final Map<SeriesRule, Integer> refusals = new EnumMap<>(SeriesRule.class);
    private final List<String> evidence = new ArrayList<>();
    private List<SliceRef> slices = List.of();
    private @Nullable SeriesRule refusal;

    private SeriesVerdict(List<InstanceHeader> instances, SeriesRules rules) {
        this.instances = instances;
        this.rules = rules;
        this.frameRules = new FrameRules(rules);
    }

    static SeriesVerdict of(List<InstanceHeader> series, SeriesRules rules) {
        List<InstanceHeader> ordered = series.stream()
                .sorted(Comparator.comparing(InstanceHeader::sopInstanceUid)
                        .thenComparing(SeriesVerdict::isBurnedIn)
                        .thenComparing(h -> h.source().display()))
                .toList();
        SeriesVerdict verdict = new SeriesVerdict(ordered, rules);
        verdict.judge();
        return verdict;
    }

    boolean isCandidate() {
        return refusal == null;
    }

    List<SliceRef> slices() {
        return slices;
    }

    InstanceHeader first() {
        return instances.get(0);
    }

    /** 0 where nothing names the neck; more where more does. */
    int neckScore() {
        return region().neckScore();
    }

    private BodyRegion region() {
        return frameRules.region(first().frames().get(0).acquisition());
    }

    /** Pixel spacing of the scan: the coarser direction of its first slice, in mm. */
    double spacingMm() {
        Spacing spacing = slices.isEmpty() ? null : slices.get(0).frame().spacing();
        return spacing == null ? Double.MAX_VALUE : Math.max(spacing.rowMm(), spacing.columnMm());
    }

    /** True where the header states the times and the sequence, so that words are not needed. */
    boolean isStated() {
        return weighting().isStated();
    }

    ScanDecision decision() {
        return decision(List.of());
    }

    /** @param more evidence to add */
    ScanDecision decision(List<String> more) {
        String reason = refusal == null ? "axial T2-weighted, not fat-saturated" : refusal.reason();
        if (refusal == null && weighting().isT2star()) {
            reason = "axial T2*-weighted, allowed by allow_t2star";
        }
        return decision(refusal == null, reason, more);
    }

    ScanDecision decisionAgainst(String why, List<String> more) {
        return decision(false, why, more);
    }

    private ScanDecision decision(boolean chosen, String reason, List<String> more) {
        List<String> said = new ArrayList<>(evidence);
        said.addAll(more);
        InstanceHeader first = first();
        return new ScanDecision(
                first.studyUid(), first.seriesUid(), chosen, reason, said, chosen ? slices : List.of(), instances);
    }

    private void judge() {
        List<Slabs.Placed> accepted = new ArrayList<>();
        for (InstanceHeader header : withoutCopies()) {
            for (FrameHeader frame : header.frames()) {
                Optional<SeriesRule> refused = frameRules.refusal(header, frame);
                if (refused.isPresent()) {
                    refusals.merge(refused.get(), 1, Integer::sum);
                } else if (frame.plane() == null || frame.spacing() == null) {
                    refusals.merge(SeriesRule.GEOMETRY, 1, Integer::sum);
                } else {
                    accepted.add(Slabs.Placed.of(header, frame));
                }
            }
        }
        sayPlane();
        evidence.add(region().evidence());
        evidence.addAll(weighting().evidence());
        refusals.forEach((rule, n) -> evidence.add(count(n, "frame") + " refused: " + rule.reason()));
        refusal = verdict(accepted);
    }

    private @Nullable SeriesRule verdict(List<Slabs.Placed> accepted) {
        SeriesRule main = accepted.isEmpty() ? mainRefusal() : null;
        int planes = planes();
        boolean scout = main == null
                ? planes > 2 || (planes > 1 && accepted.size() < rules.minSlicesBesideOtherPlane())
                : planes > 2 && main.compareTo(SeriesRule.GEOMETRY) > 0;
        if (rules.order().contains(SeriesRule.LOCALISER) && scout) {
            evidence.add("the series holds several planes");
            return SeriesRule.LOCALISER;
        }
        if (main != null) {
            return main;
        }
        Slabs slabs = Slabs.of(accepted, rules);
        sayOrder(slabs);
        if (slabs.repeatsPerPosition() > rules.maxRepeatsPerPosition()) {
            return SeriesRule.REPEATED_POSITIONS;
        }
        if (slabs.slices().size() < rules.minSlices()) {
            return SeriesRule.TOO_FEW_SLICES;
        }
        slices = slabs.slices();
        return null;
    }

    /** The rule that refuses most frames; of equal ones the first in order. */
    private SeriesRule mainRefusal() {
        int most = refusals.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return rules.order().stream()
                .filter(rule -> Objects.equals(refusals.get(rule), most))
                .findFirst()
                .orElse(SeriesRule.GEOMETRY);
    }

    private int planes() {
        return (int) instances.stream()
                .flatMap(h -> h.frames().stream())
                .map(FrameHeader::plane)
                .filter(Objects::nonNull)
                .map(SlicePlane::orientation)
                .distinct()
                .count();
    }

    private static boolean isBurnedIn(InstanceHeader header) {
        return header.frames().stream().anyMatch(frame -> frame.acquisition().burnedInAnnotation());
    }

    /** The same SOP instance read twice counts once; of copies the first by path is used that may be stored. */
    private List<InstanceHeader> withoutCopies() {
        Map<String, InstanceHeader> unique = new LinkedHashMap<>();
        int copies = 0;
        int others = 0;
        for (InstanceHeader header : instances) {
            InstanceHeader first = unique.putIfAbsent(header.sopInstanceUid(), header);
            if (first != null && saysTheSame(first, header)) {
                copies++;
            } else if (first != null) {
                others++;
            }
        }
        if (copies > 0) {
            evidence.add(
                    copies == 1
                            ? "1 file has SOP Instance UID and header of another"
                            : copies + " files have SOP Instance UID and header of others");
        }
        if (others > 0) {
            evidence.add(count(others, "file")
                    + ": same SOP Instance UID, other content; the first by path that can be stored is used");
        }
        return List.copyOf(unique.values());
    }

    private static String count(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }

    private static boolean saysTheSame(InstanceHeader a, InstanceHeader b) {
        return a.rows() == b.rows()
                && a.columns() == b.columns()
                && a.sopClassUid().equals(b.sopClassUid())
                && a.patientId().equals(b.patientId())
                && a.frames().equals(b.frames());
    }

    private Weighting weighting() {
        FrameHeader frame =
                slices.isEmpty() ? first().frames().get(0) : slices.get(0).frame();
        return frameRules.weighting(frame.acquisition());
    }

    private void sayPlane() {
        SlicePlane plane = first().frames().get(0).plane();
        if (plane != null) {
            String name = plane.orientation().name().toLowerCase(Locale.ROOT);
            evidence.add(String.format(
                    Locale.ROOT,
                    "%s, slice normal %.1f degrees off the long axis",
                    name,
                    FrameRules.tiltDegrees(plane)));
        }
    }

    private void sayOrder(Slabs slabs) {
        evidence.add(String.format(
                Locale.ROOT,
                "%s in %s, %.2f mm apart, ordered inferior to superior",
                count(slabs.slices().size(), "slice"),
                count(slabs.slabs(), "slab"),
                slabs.gapMm()));
        if (!slabs.wideGapsMm().isEmpty()) {
            evidence.add(slabs.wideGapsMm().stream()
                    .map(mm -> String.format(Locale.ROOT, "%.2f mm", mm))
                    .collect(Collectors.joining(
                            ", ", "a slice or more seems to be missing where neighbours are ", " apart")));
        }
        sayMixed(slabs);
        if (slabs.dropped() > 0) {
            evidence.add("left out because another of the same position is used, by longer echo time or as its copy: "
                    + count(slabs.dropped(), "frame"));
        }
    }

    private void sayMixed(Slabs slabs) {
        List<String> grids = slabs.slices().stream()
                .collect(Collectors.groupingBy(SeriesVerdict::grid, TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .map(e -> count(e.getValue().intValue(), "slice") + " of " + e.getKey())
                .toList();
        if (grids.size() > 1) {
            evidence.add("slices of several sizes: " + String.join(", ", grids));
        }
    }

    private static String grid(SliceRef slice) {
        Spacing spacing = Objects.requireNonNull(slice.frame().spacing());
        return String.format(
                Locale.ROOT,
                "%d x %d pixels of %.2f x %.2f mm",
                slice.header().columns(),
                slice.header().rows(),
                spacing.columnMm(),
                spacing.rowMm());
    }
}
