package org.openvz.vzstats.dictionary;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.util.ArrayList;
import java.util.List;

/** Says what to mend in a metrics file, and at which metric. */
final class Mending {

    private Mending() {}

    static String of(JsonNode file, JsonMappingException failure) {
        String what = what(failure);
        boolean saysWhere = what.startsWith("metric ") || what.startsWith("collector");
        return saysWhere ? what : where(file, failure.getPath()) + what;
    }

    private static String what(JsonMappingException failure) {
        if (failure instanceof UnrecognizedPropertyException) {
            return "there is no such key";
        }
        return failure.getCause() instanceof IllegalArgumentException wrong
                ? String.valueOf(wrong.getMessage())
                : failure.getOriginalMessage();
    }

    /** {@return such as {@code metric disk.count: values.2: }} */
    private static String where(JsonNode file, List<JsonMappingException.Reference> path) {
        List<String> steps = new ArrayList<>();
        JsonNode here = file;
        for (JsonMappingException.Reference step : path) {
            boolean listed = step.getFieldName() == null;
            here = listed ? here.path(step.getIndex()) : here.path(step.getFieldName());
            steps.add(listed ? "number " + (step.getIndex() + 1) : step.getFieldName());
        }
        String metric = metric(file, path);
        List<String> rest = metric.isEmpty() ? steps : steps.subList(2, steps.size());
        return metric + (rest.isEmpty() ? "" : String.join(", ", rest) + ": ");
    }

    private static String metric(JsonNode file, List<JsonMappingException.Reference> path) {
        boolean within = path.size() > 1 && "metrics".equals(path.get(0).getFieldName());
        if (!within) {
            return "";
        }
        int index = path.get(1).getIndex();
        return "metric " + file.path("metrics").path(index).path("name").asText("number " + (index + 1)) + ": ";
    }
}
