package io.jenkins.plugins.rollout.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.rollout.source.Reading.Outcome;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks an {@link AlertmanagerSource} once. */
final class AlertmanagerProbe {
    /** More alerts are not counted, and not read. */
    private static final int MOST_ALERTS = 10_000;

    private static final int MOST_NAMES = 5;
    private static final String NAME = "alertname";

    private final AlertmanagerSource check;
    private final Subject subject;
    private final Laboratory laboratory;

    AlertmanagerProbe(AlertmanagerSource check, Subject subject, Laboratory laboratory) {
        this.check = check;
        this.subject = subject;
        this.laboratory = laboratory;
    }

    /** @param names of some of them */
    private record Alerts(int number, Set<String> names) {
        String text() {
            String all = String.join(", ", names);
            if (number == 1) {
                return "the alert " + all + " fires";
            }
            return number + (number >= MOST_ALERTS ? " alerts or more fire: " : " alerts fire: ") + all;
        }
    }

    Reading read() throws InterruptedException {
        Instant at = laboratory.clock().instant();
        long start = System.nanoTime();
        try {
            List<String> matchers = matchers();
            Alerts alerts = ApiRequest.get(address(matchers), check.timeout(), check.credentials())
                    .ask(laboratory, AlertmanagerProbe::alerts);
            List<Sample> number = List.of(Sample.of(alerts.number()));
            return alerts.number() > 0
                    ? new Reading(Outcome.FAIL, alerts.text(), at, since(start), number)
                    : new Reading(
                            Outcome.PASS,
                            "no alert fires with " + String.join(", ", matchers),
                            at,
                            since(start),
                            number);
        } catch (ApiException | MissingLabelException e) {
            return Reading.error(e.getMessage(), at, since(start));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private List<String> matchers() {
        List<String> matchers = new ArrayList<>();
        for (Map.Entry<String, String> matcher : check.matchers().entrySet()) {
            String value = Placeholders.fill(matcher.getValue(), subject)
                    .replace("\\", "\\\\")
                    .replace("\"", "\\\"")
                    .replace("\n", "\\n");
            matchers.add(matcher.getKey() + "=\"" + value + "\"");
        }
        return matchers;
    }

    private String address(List<String> matchers) throws ApiException {
        String base = ApiAddress.of(check.url(), AlertmanagerSource.KIND, subject, laboratory);
        return base
                + matchers.stream()
                        .map(matcher -> "&filter=" + URLEncoder.encode(matcher, StandardCharsets.UTF_8))
                        .collect(Collectors.joining(
                                "", "/api/v2/alerts?active=true&silenced=false&inhibited=false", ""));
    }

    private static Alerts alerts(ApiAnswer answer) throws IOException {
        answer.requireOk();
        try (JsonParser json = AnswerJson.parse(answer)) {
            require(json.nextToken() == JsonToken.START_ARRAY);
            int number = 0;
            Set<String> names = new LinkedHashSet<>();
            while (json.nextToken() == JsonToken.START_OBJECT && number < MOST_ALERTS) {
                number++;
                String name = answer.quote(name(json));
                if (names.size() < MOST_NAMES) {
                    names.add(name);
                }
            }
            require(number >= MOST_ALERTS || json.currentToken() == JsonToken.END_ARRAY);
            return new Alerts(number, names);
        }
    }

    /** From an alert's beginning to its end. */
    private static String name(JsonParser json) throws IOException {
        String name = "without a name";
        boolean isAlert = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean labels = json.currentName().equals("labels");
            isAlert |= labels;
            JsonToken value = json.nextToken();
            if (!labels || value != JsonToken.START_OBJECT) {
                json.skipChildren();
                continue;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                boolean isName = json.currentName().equals(NAME);
                json.nextToken();
                name = isName ? json.getText() : name;
                json.skipChildren();
            }
        }
        require(isAlert);
        return name;
    }

    private static void require(boolean isAsDocumented) throws ApiException {
        if (!isAsDocumented) {
            throw new ApiException("its answer is not one of Alertmanager; see that 'url' is the address below which"
                    + " /api/v2/alerts is");
        }
    }
}
