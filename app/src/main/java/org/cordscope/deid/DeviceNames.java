package org.cordscope.deid;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Makers and models of scanners, as closed lists. */
final class DeviceNames {
    private static final Map<String, String> MAKERS = makers();

    private static final Set<String> MODELS = Stream.of(
                    "magnetom skyra prisma aera avanto sola vida lumina altea amira espree symphony trio triotim verio",
                    "biograph mmr harmony sonata allegra spectra essenza terra free max star vario sempra cima x fit tim",
                    "achieva ingenia intera gyroscan ambition elition evolution dstream panorama multiva prodiva nt omni",
                    "signa hdxt hdx hde hd excite discovery optima artist architect explorer pioneer premier voyager hero",
                    "creator genesis brivo twinspeed echospeed lx mr pet ct pet/ct pet/mr airis apt",
                    "vantage titan orian galan elan excelart atlas centurian fortian echelon oval smart aperto eclipse swoop",
                    "somatom definition as flash force sensation emotion drive edge go top all scope perspective volume zoom",
                    "lightspeed brightspeed hispeed revolution vct ultra pro qx/i frontier gsi apex evo",
                    "brilliance ict ingenuity iqon incisive spectral big bore gemini vereos",
                    "aquilion one prime precision lightning lb start celesteion cartesion",
                    "horizon vision mct quadra umr uct upmr umi omega neuro wide")
            .flatMap(line -> Arrays.stream(line.split(" ", -1)))
            .collect(Collectors.toUnmodifiableSet());
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z]{0,2}\\d{1,4}(\\.\\d{1,2})?[A-Za-z]{0,2}");

    private DeviceNames() {}

    private static Map<String, String> makers() {
        Map<String, String> makers = new LinkedHashMap<>();
        makers.put("ge", "GE MEDICAL SYSTEMS");
        makers.put("philips", "Philips Medical Systems");
        makers.put("uih", "UIH");
        makers.put("konica", "KONICA MINOLTA");
        Stream.of(
                        "SIEMENS TOSHIBA FONAR FUJIFILM KODAK SHIMADZU ADAC Canon Hitachi Hyperfine Esaote Paramed Neusoft Mindray"
                                + " Bruker Agfa Carestream Samsung Swissray Picker Marconi Elscint")
                .flatMap(names -> Arrays.stream(names.split(" ", -1)))
                .forEach(name -> makers.put(name.toLowerCase(Locale.ROOT), name));
        return makers;
    }

    /** Normal form of a known maker, {@link CodeWords#OTHER} for any other; empty where there is none. */
    static String maker(String text) {
        if (text.isBlank()) {
            return "";
        }
        List<String> words = List.of(text.toLowerCase(Locale.ROOT).split("[^a-z]+", -1));
        return MAKERS.entrySet().stream()
                .filter(entry -> words.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(words.containsAll(List.of("united", "imaging")) ? "UIH" : CodeWords.OTHER);
    }

    /** The name where all its words are known or numbers, blanks made single; else empty. */
    static String model(String text) {
        List<String> kept = new ArrayList<>();
        for (String word : text.strip().split("[\\s_-]+", -1)) {
            boolean known = MODELS.contains(word.toLowerCase(Locale.ROOT));
            if (!known && !NUMBER.matcher(word).matches()) {
                return "";
            }
            kept.add(word);
        }
        return String.join(" ", kept);
    }

    /** True for a word of a maker's or a model's name. */
    static boolean contains(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        return MAKERS.containsKey(lower) || MODELS.contains(lower);
    }
}
