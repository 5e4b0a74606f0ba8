// SPDX-License-Identifier: Apache-2.0
package dev.sora.serving.http;

import dev.sora.core.PredictionOptions;
import dev.sora.serving.refusal.Refusals;
import dev.sora.serving.refusal.RefusedException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;

/** The parameters in the query of a request: known ones only, each at most once. */
final class Query {

    private static final int MOST_CLASSES = 1_000_000;

    private final Fields fields;

    Query(Exchange exchange, Set<String> known) {
        try {
            this.fields = Request.extractQueryParameters(exchange.request());
        } catch (RuntimeException e) {
            throw Refusals.malformed("the query is not valid", "UTF-8, with % escapes", "");
        }
        for (Fields.Field field : fields) {
            if (!known.contains(field.getName())) {
                throw Refusals.malformed(
                        "the query has an unknown parameter",
                        String.join(", ", known.stream().sorted().toList()),
                        field.getName());
            }
            if (field.getValues().size() > 1) {
                throw wrong(field.getName(), "one value", field.getValues().size() + " values");
            }
        }
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(fields.getValue(name));
    }

    /** Returns a number within bounds, or the default. */
    double number(String name, double usual, double least, double most) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return usual;
        }
        try {
            double value = Double.parseDouble(text.get());
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // refused below, as a number that is out of bounds
        }
        throw wrong(name, "a number from %s to %s".formatted(least, most), text.get());
    }

    /** Returns the options of a prediction. */
    PredictionOptions options() {
        PredictionOptions options = PredictionOptions.DEFAULT;
        if (text("top").isPresent()) {
            double top = number("top", 1, 1, MOST_CLASSES);
            if (top != Math.rint(top)) {
                throw wrong("top", "an integer", text("top").get());
            }
            options = options.top((int) top);
        }
        if (text("keep").isPresent()) {
            options =
                    options.keeping(List.of(text("keep").get().split(",")).toArray(String[]::new));
        }
        return options;
    }

    /** Returns whether a broken record gets its error, instead of refusing the request. */
    boolean skipsBroken() {
        String word = text("on_error").orElse("fail");
        if (!word.equals("fail") && !word.equals("skip")) {
            throw wrong("on_error", "fail or skip", word);
        }
        return word.equals("skip");
    }

    private static RefusedException wrong(String name, String needs, String have) {
        return Refusals.malformed("the parameter '%s' does not fit".formatted(name), needs, have);
    }
}
