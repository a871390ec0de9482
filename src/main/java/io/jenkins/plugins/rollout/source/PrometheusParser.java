package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.rollout.source.PrometheusAnswer.Point;
import io.jenkins.plugins.rollout.source.PrometheusAnswer.Series;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads an answer of the query API as it comes. Of many series it keeps two and counts the others. */
final class PrometheusParser {
    private static final int MOST_LABELS = 100;
    private static final int LONGEST_LABEL = 1000;
    private static final int MOST_WARNINGS = 3;

    private final ApiAnswer answer;
    private final JsonParser json;
    private final List<Series> first = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private int series;
    private boolean hasResult;
    private String status = "";
    private String errorType = "";
    private String error = "";

    private PrometheusParser(ApiAnswer answer, JsonParser json) {
        this.answer = answer;
        this.json = json;
    }

    /** @throws ApiException also with what an answer that is an error says */
    static PrometheusAnswer parse(ApiAnswer answer) throws IOException {
        boolean isJson = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.contains("json"))
                .isPresent();
        if (!answer.isOk() && !isJson) {
            answer.requireOk();
        }
        try (JsonParser json = AnswerJson.parse(answer)) {
            return new PrometheusParser(answer, json).answer();
        }
    }

    private PrometheusAnswer answer() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw noPrometheus();
        }
        while (nextField()) {
            switch (json.currentName()) {
                case "status" -> status = text();
                case "errorType" -> errorType = text();
                case "error" -> error = text();
                case "warnings" -> warnings();
                case "data" -> data();
                default -> skip();
            }
            if (series >= PrometheusAnswer.MOST_COUNTED) {
                return new PrometheusAnswer(first, series, warnings);
            }
        }
        if (status.equals("error") || !answer.isOk()) {
            throw new ApiException("it answered " + answer.status() + ", "
                    + (errorType.isEmpty() ? "an error" : answer.quote(errorType)) + ": " + answer.quote(error));
        }
        if (!status.equals("success") || !hasResult) {
            throw noPrometheus();
        }
        return new PrometheusAnswer(first, series, warnings);
    }

    private static ApiException noPrometheus() {
        return new ApiException(
                "its answer is not one of Prometheus; see that 'url' is the address below which" + " /api/v1/query is");
    }

    private void data() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (nextField()) {
            if (json.currentName().equals("result")) {
                result();
                if (series >= PrometheusAnswer.MOST_COUNTED) {
                    return;
                }
            } else {
                skip();
            }
        }
    }

    /** A list of series, or a scalar's time and value. */
    private void result() throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY);
        hasResult = true;
        JsonToken token = json.nextToken();
        if (token != null && token.isNumeric()) {
            first.add(new Series(Map.of(), List.of(point())));
            series = 1;
            return;
        }
        for (; token == JsonToken.START_OBJECT; token = json.nextToken()) {
            series++;
            if (series >= PrometheusAnswer.MOST_COUNTED) {
                return;
            }
            if (series > 2) {
                json.skipChildren();
            } else {
                first.add(series());
            }
        }
        require(token == JsonToken.END_ARRAY);
    }

    private Series series() throws IOException {
        Map<String, String> labels = new HashMap<>();
        List<Point> points = new ArrayList<>();
        while (nextField()) {
            switch (json.currentName()) {
                case "metric" -> labels(labels);
                case "value" -> {
                    require(json.nextToken() == JsonToken.START_ARRAY);
                    json.nextToken();
                    points.add(point());
                }
                case "values" -> points(points);
                case "histogram", "histograms" ->
                    throw new ApiException("the query gives a native histogram and no number; make one of it, as with"
                            + " histogram_quantile(…)");
                default -> skip();
            }
        }
        require(!points.isEmpty());
        return new Series(labels, points);
    }

    private void labels(Map<String, String> labels) throws IOException {
        require(json.nextToken() == JsonToken.START_OBJECT);
        while (nextField()) {
            String name = json.currentName();
            String value = text();
            if (labels.size() < MOST_LABELS) {
                labels.put(name, value.length() > LONGEST_LABEL ? value.substring(0, LONGEST_LABEL) : value);
            }
        }
    }

    private void points(List<Point> points) throws IOException {
        require(json.nextToken() == JsonToken.START_ARRAY);
        while (json.nextToken() == JsonToken.START_ARRAY) {
            json.nextToken();
            points.add(point());
            if (points.size() > PrometheusSource.MOST_POINTS) {
                throw new ApiException("the query gives more than " + PrometheusSource.MOST_POINTS
                        + " points, and was not read on; lengthen 'step'");
            }
        }
    }

    /** From its time to its end. */
    private Point point() throws IOException {
        require(json.currentToken() != null && json.currentToken().isNumeric());
        double time = json.getDoubleValue();
        require(json.nextToken() == JsonToken.VALUE_STRING);
        String value = json.getText();
        require(json.nextToken() == JsonToken.END_ARRAY);
        return new Point(time, number(value));
    }

    private double number(String text) throws ApiException {
        return switch (text) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(text);
                } catch (NumberFormatException e) {
                    throw new ApiException("the query gives the text '" + answer.quote(text) + "' and no number");
                }
            }
        };
    }

    private void warnings() throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() == JsonToken.VALUE_STRING && warnings.size() < MOST_WARNINGS) {
                warnings.add(answer.quote(json.getText()));
            }
            json.skipChildren();
        }
    }

    private boolean nextField() throws IOException {
        return json.nextToken() == JsonToken.FIELD_NAME;
    }

    private String text() throws IOException {
        JsonToken token = json.nextToken();
        if (token.isScalarValue()) {
            return json.getText();
        }
        json.skipChildren();
        return "";
    }

    private void skip() throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    private static void require(boolean isAsDocumented) throws ApiException {
        if (!isAsDocumented) {
            throw noPrometheus();
        }
    }
}
