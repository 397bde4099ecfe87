package org.cordscope.learning.torch;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cordscope.learning.Network;

/** Names and shapes as torchvision's files have them: the trunk and the classifier of a thousand classes. */
public final class TrunkShapes {
    private TrunkShapes() {}

    public static Map<String, List<Long>> of(String trunk) {
        Map<String, List<Long>> shapes = new LinkedHashMap<>();
        ResNetPlan.of(new Network(trunk, false, List.of(), 0)).shapes().forEach((name, shape) -> {
            if (name.equals("head.0.weight")) {
                shapes.put("fc.weight", List.of(1000L, shape.get(1)));
            } else if (name.equals("head.0.bias")) {
                shapes.put("fc.bias", List.of(1000L));
            } else {
                shapes.put(name, shape);
            }
        });
        return shapes;
    }
}
