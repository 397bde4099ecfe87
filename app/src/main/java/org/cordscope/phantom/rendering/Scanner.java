package org.cordscope.phantom.rendering;

import java.util.List;
import org.cordscope.phantom.anatomy.SeededDraw;

/**
 * The machine that an examination was made on.
 *
 * @param model as its maker calls it
 * @param software versions, one after another
 * @param tesla field strength
 */
public record Scanner(Manufacturer manufacturer, String model, List<String> software, double tesla) {
    private static final List<Scanner> GE = List.of(
            new Scanner(Manufacturer.GE, "Signa HDxt", List.of("24", "LX", "MR Software release:HD16.0"), 1.5),
            new Scanner(Manufacturer.GE, "Optima MR450w", List.of("25", "LX", "MR Software release:DV25.0"), 1.5),
            new Scanner(Manufacturer.GE, "Discovery MR750", List.of("24", "LX", "MR Software release:DV24.0"), 3));
    private static final List<Scanner> SIEMENS = List.of(
            new Scanner(Manufacturer.SIEMENS, "Avanto", List.of("syngo MR B17"), 1.5),
            new Scanner(Manufacturer.SIEMENS, "Aera", List.of("syngo MR D13"), 1.5),
            new Scanner(Manufacturer.SIEMENS, "Skyra", List.of("syngo MR D13"), 3));
    private static final List<Scanner> PHILIPS = List.of(
            new Scanner(Manufacturer.PHILIPS, "Achieva", List.of("3.2.1", "3.2.1.1"), 1.5),
            new Scanner(Manufacturer.PHILIPS, "Ingenia", List.of("5.1.7", "5.1.7.2"), 1.5),
            new Scanner(Manufacturer.PHILIPS, "Ingenia", List.of("5.1.7", "5.1.7.2"), 3));

    public Scanner {
        software = List.copyOf(software);
        if (!(tesla > 0)) {
            throw new IllegalArgumentException("a scanner has a field: " + tesla);
        }
    }

    /** Most have 1.5 T, as at the time of the paper's trials. */
    static Scanner draw(Manufacturer manufacturer, SeededDraw draw) {
        List<Scanner> models = switch (manufacturer) {
            case GE -> GE;
            case SIEMENS -> SIEMENS;
            case PHILIPS -> PHILIPS;
        };
        return models.get(draw.weighted(0.5, 0.27, 0.23));
    }

    /** MHz of the hydrogen nucleus. */
    public double frequencyMhz() {
        return 42.577 * tesla;
    }
}
