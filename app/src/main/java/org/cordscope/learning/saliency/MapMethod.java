package org.cordscope.learning.saliency;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** How a map is drawn from a network. All explain the logit of compression, whatever the slice's label. */
public enum MapMethod {
    /**
     * Grad-CAM (Selvaraju et al., ICCV 2017) as keras-vis chooses its layer, and so the paper's: the last convolution's own
     * output, before its normalisation, the addition and the ReLU.
     */
    KERAS_VIS("keras-vis", "Grad-CAM of the last convolution, as the paper's keras-vis"),
    /** Grad-CAM of the last rectified feature maps: what global average pooling sees. */
    GRAD_CAM("grad-cam", "Grad-CAM of the last feature maps"),
    /** Grad-CAM++ (Chattopadhyay et al., WACV 2018, equation 19) of the last rectified feature maps. */
    GRAD_CAM_PLUS_PLUS("grad-cam++", "Grad-CAM++ of the last feature maps"),
    /** Integrated gradients (Sundararajan et al., ICML 2017) from a black image; signed. */
    INTEGRATED_GRADIENTS("integrated-gradients", "Integrated gradients from a black image"),
    /** What the logit loses where a square of the slice's mean grey covers it (Zeiler and Fergus, ECCV 2014); signed. */
    OCCLUSION("occlusion", "Occlusion by a square of mean grey");

    private final String id;
    private final String title;

    MapMethod(String id, String title) {
        this.id = id;
        this.title = title;
    }

    /** Name on the command line and in files. */
    public String id() {
        return id;
    }

    /** Name for people. */
    public String title() {
        return title;
    }

    /** Those that cost one pass forward: the paper's and its two better variants. */
    public static List<MapMethod> quick() {
        return List.of(KERAS_VIS, GRAD_CAM, GRAD_CAM_PLUS_PLUS);
    }

    /** The method of that name. */
    public static MapMethod of(String id) {
        return Arrays.stream(values())
                .filter(m -> m.id.equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no method " + id + "; there are "
                        + Arrays.stream(values()).map(MapMethod::id).collect(Collectors.joining(", "))));
    }
}
