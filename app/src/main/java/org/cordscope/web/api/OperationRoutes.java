package org.cordscope.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import org.cordscope.provenance.CordscopeVersion;
import org.cordscope.service.CodingService;
import org.cordscope.service.telemetry.ServiceMetrics;

/** How the service is, what codes, and what the API offers. */
final class OperationRoutes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final CodingService service;

    OperationRoutes(CodingService service) {
        this.service = service;
    }

    void register(RoutesConfig routes) {
        routes.get("/health/live", this::live, Access.ANYBODY);
        routes.get("/health/ready", this::ready, Access.ANYBODY);
        routes.get("/openapi.json", context -> json(context, description()), Access.ANYBODY);
        routes.get("/metrics", this::metrics, Access.TOKEN);
        routes.get("/v1/model", context -> json(context, service.model()), Access.TOKEN);
    }

    /** The description of the API, as the program's version serves it. */
    static JsonNode description() throws IOException {
        try (InputStream in = Objects.requireNonNull(OperationRoutes.class.getResourceAsStream("openapi.yaml"))) {
            ObjectNode description = (ObjectNode) new YAMLMapper().readTree(in);
            ((ObjectNode) description.get("info")).put("version", CordscopeVersion.current());
            return description;
        }
    }

    static void json(Context context, Object value) throws IOException {
        context.contentType("application/json").result(JSON.writeValueAsString(value));
    }

    private void live(Context context) throws IOException {
        boolean alive = service.alive();
        context.status(alive ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        json(context, Map.of("live", alive));
    }

    private void ready(Context context) throws IOException {
        String problem = service.notReady();
        context.status(problem.isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE);
        json(context, Map.of("ready", problem.isEmpty(), "reason", problem));
    }

    private void metrics(Context context) throws IOException {
        context.contentType(ServiceMetrics.CONTENT_TYPE).result(service.metrics());
    }
}
