package org.cordscope.cli.training;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where else a training run is shown. */
final class TrackingOption {
    @Option(
            names = "--mlflow",
            paramLabel = "URL",
            description =
                    "MLflow server that gets parameters and metrics, for example http://127.0.0.1:5000; name and password or"
                            + " token from MLFLOW_TRACKING_USERNAME, MLFLOW_TRACKING_PASSWORD, MLFLOW_TRACKING_TOKEN")
    private @Nullable URI mlflow;

    @Nullable URI mlflow() {
        return mlflow;
    }
}
