// SPDX-License-Identifier: Apache-2.0
package dev.sora.pretrained.tokenizer;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokens before and after a text, such as {@code [CLS]} and {@code [SEP]}.
 *
 * @param before the indices before the text
 * @param after the indices after it
 */
record Around(List<Integer> before, List<Integer> after) {

    static Around of(TokenizerJson json) {
        return of(json, 0);
    }

    private static Around of(TokenizerJson json, int depth) {
        if (!json.isPresent()) {
            return new Around(List.of(), List.of());
        }
        return switch (json.text("type", "")) {
            case "ByteLevel" -> new Around(List.of(), List.of());
            case "BertProcessing", "RobertaProcessing" ->
                    new Around(List.of(pair(json.get("cls"))), List.of(pair(json.get("sep"))));
            case "TemplateProcessing" -> template(json);
            case "Sequence" -> sequence(json, depth);
            default ->
                    throw json.unknown(
                            "BertProcessing, RobertaProcessing, TemplateProcessing, ByteLevel or"
                                    + " Sequence");
        };
    }

    private static int pair(TokenizerJson json) {
        List<TokenizerJson> pair = json.list();
        if (pair.size() != 2) {
            throw json.broken("a token and its index");
        }
        return pair.get(1).index();
    }

    private static Around sequence(TokenizerJson json, int depth) {
        if (depth > Tokenizer.DEEPEST) {
            throw json.broken("fewer sequences within sequences");
        }
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        for (TokenizerJson step : json.get("processors").list()) {
            Around one = of(step, depth + 1);
            before.addAll(0, one.before());
            after.addAll(one.after());
        }
        return new Around(before, after);
    }

    private static Around template(TokenizerJson json) {
        List<Integer> before = new ArrayList<>();
        List<Integer> after = new ArrayList<>();
        boolean text = false;
        for (TokenizerJson part : json.get("single").list()) {
            if (part.object().has("Sequence")) {
                if (text) {
                    throw part.broken("the text once");
                }
                text = true;
            } else {
                String name = part.get("SpecialToken").get("id").text();
                List<Integer> to = text ? after : before;
                json.get("special_tokens")
                        .get(name)
                        .get("ids")
                        .list()
                        .forEach(index -> to.add(index.index()));
            }
        }
        if (!text) {
            throw json.get("single").broken("a place for the text");
        }
        return new Around(before, after);
    }

    int count() {
        return before.size() + after.size();
    }
}
