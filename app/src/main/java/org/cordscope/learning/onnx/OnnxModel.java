package org.cordscope.learning.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cordscope.learning.torch.ResNetPlan;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.study.WholeFile;

/**
 * A model as an ONNX file in float32. Input {@code slice}: {@code [batch, 1, size, size]}, grey values 0..1 as the recipe's
 * preprocessing makes them, any batch. Outputs, each {@code [batch, 1]}: {@code logit}, {@code probability} to which the
 * threshold applies, {@code calibrated_probability}. The model file's metadata are its {@code metadata_props}.
 */
public final class OnnxModel {
    /** Of ONNX 1.12, the first with opset 17. */
    private static final int IR_VERSION = 8;

    private OnnxModel() {}

    /** Writes the file whole or not at all. The arrays must be those of the recipe's network. */
    public static void write(ModelFile model, Path file) throws IOException {
        ModelRecord record = model.record();
        ProtoMessage graph = OnnxGraph.of(
                ResNetPlan.of(model.recipe().network()),
                model.weights(),
                model.recipe().preprocessing().size(),
                record == null ? 1 : record.calibration().temperature());
        ProtoMessage onnx = new ProtoMessage()
                .with(1, IR_VERSION)
                .with(2, "cordscope")
                .with(3, CordscopeVersion.current())
                .with(6, record == null ? "" : record.card())
                .with(7, graph)
                .with(8, new ProtoMessage().with(1, "").with(2, OnnxGraph.OPSET));
        properties(model)
                .forEach((key, value) ->
                        onnx.with(14, new ProtoMessage().with(1, key).with(2, value)));
        WholeFile.write(file, onnx::writeTo);
    }

    private static Map<String, String> properties(ModelFile model) {
        Map<String, String> properties = new LinkedHashMap<>(model.metadata());
        properties.put("weights_sha256", model.weightsSha256());
        return properties;
    }
}
