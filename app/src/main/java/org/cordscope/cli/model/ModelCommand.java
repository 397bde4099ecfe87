package org.cordscope.cli.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.cordscope.cli.shared.CommandGroup;
import org.cordscope.cli.shared.Inputs;
import org.cordscope.cli.shared.Json;
import org.cordscope.cli.shared.ThresholdOption;
import org.cordscope.imaging.Preprocessing;
import org.cordscope.learning.Network;
import org.cordscope.learning.cord.CordModel;
import org.cordscope.learning.onnx.OnnxModel;
import org.cordscope.learning.torch.TorchClassifier;
import org.cordscope.learning.trust.ModelRecord;
import org.cordscope.learning.trust.Quantisation;
import org.cordscope.learning.weights.ModelFile;
import org.cordscope.provenance.Sha256;
import org.cordscope.study.UserFacingException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Trained models as files. */
@Command(
        name = "model",
        mixinStandardHelpOptions = true,
        description =
                "Shows what a trained model says of itself; exports it for other runtimes; prepares it for eight bits.",
        subcommands = {ModelCommand.Show.class, ModelCommand.Export.class, QuantiseCommand.class})
public final class ModelCommand extends CommandGroup {

    /** Shows a model. */
    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows architecture, preprocessing, recipe, training, threshold, calibration and card.")
    static final class Show implements Callable<Integer> {
        private static final List<String> TEXTS = List.of("format", "card");

        @Parameters(paramLabel = "FILE", description = "A trained model (model.safetensors)")
        private Path file = Path.of("");

        @Option(names = "--json", description = "Print one JSON object")
        private boolean json;

        @Override
        public Integer call() throws IOException {
            Inputs.mustExist(file, "Check the path.");
            if (CordModel.claims(file)) {
                CordModelText.print(file, CordModel.read(file), json);
                return 0;
            }
            ModelFile model = TorchClassifier.check(file);
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("file_sha256", Sha256.ofFile(file));
            shown.put("weights_sha256", model.weightsSha256());
            if (json) {
                model.metadata()
                        .forEach((key, value) -> shown.put(key, TEXTS.contains(key) ? value : Json.tree(value)));
                Json.print(shown, true);
                return 0;
            }
            shown.putAll(summary(model));
            Json.print(shown, false);
            System.out.println("recipe               " + model.metadata().get("recipe"));
            ModelRecord record = model.record();
            System.out.println();
            System.out.print(
                    record == null
                            ? "No record: the file is of an earlier version, or training has not ended.\n"
                            : record.card());
            return 0;
        }

        private static Map<String, Object> summary(ModelFile model) {
            Network network = model.recipe().network();
            Preprocessing seen = model.recipe().preprocessing();
            Map<String, Object> summary = new LinkedHashMap<>();
            summary.put("network", network.trunk() + ", head " + network.hidden());
            summary.put(
                    "preprocessing",
                    seen.size() + " x " + seen.size() + " pixels, field "
                            + (seen.fieldOfViewMm() == 0 ? "whole" : seen.fieldOfViewMm() + " mm") + ", percentiles "
                            + seen.lowPercentile() + " to " + seen.highPercentile());
            ModelRecord record = model.record();
            if (record != null) {
                summary.put(
                        "epochs",
                        record.training().epochs() + ", best "
                                + record.training().bestEpoch());
                summary.put("threshold", ThresholdOption.words(record.threshold()));
                summary.put("temperature", record.calibration().temperature());
            }
            Quantisation quantisation = model.quantisation();
            if (quantisation != null) {
                Quantisation.Check check = quantisation.check();
                summary.put(
                        "int8",
                        "limits: " + quantisation.chosen()
                                + (check == null
                                        ? ""
                                        : "; probabilities differ by at most " + check.largestDifference()
                                                + (check.held() ? "" : ", more than is tolerated")));
            }
            return summary;
        }
    }

    /** Exports a model. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = {
                "Writes the model as ONNX in float32.",
                "Input: slice [batch, 1, size, size], grey 0..1 after the model's preprocessing. Outputs, each"
                        + " [batch, 1]: logit, probability, calibrated_probability."
            })
    static final class Export implements Callable<Integer> {
        @Parameters(paramLabel = "FILE", description = "A trained model (model.safetensors)")
        private Path file = Path.of("");

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "The ONNX file")
        private Path out = Path.of("");

        @Override
        public Integer call() throws IOException {
            Inputs.mustExist(file, "Check the path.");
            if (CordModel.claims(file)) {
                throw new UserFacingException(
                        "A model of the cord is not exported: between its networks it finds, crops and measures, which"
                                + " ONNX has no operators for.",
                        "Use the file itself with predict, watch or api; its arrays are read by any safetensors"
                                + " reader.");
            }
            if (!out.toString().endsWith(".onnx")) {
                throw new UserFacingException(
                        out + " would not be known as ONNX", "Name a file that ends in .onnx with --out.");
            }
            OnnxModel.write(TorchClassifier.check(file), out);
            System.out.println(out);
            return 0;
        }
    }
}
