// SPDX-License-Identifier: Apache-2.0
package dev.sora.core.manifest;

import dev.sora.core.manifest.YamlNode.Place;
import dev.sora.problem.Problem;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Explains why a text is not YAML. It examines the text around the place that the parser names,
 * because the parser's messages do not help users.
 */
final class SyntaxDiagnosis {

    private final List<String> lines;
    private final Function<Place, String> where;

    private SyntaxDiagnosis(List<String> lines, Function<Place, String> where) {
        this.lines = lines;
        this.where = where;
    }

    static Problem of(YamlEngineException failure, String text, Function<Place, String> where) {
        SyntaxDiagnosis diagnosis = new SyntaxDiagnosis(text.lines().toList(), where);
        if (failure instanceof ReaderException reader) {
            return diagnosis.character(reader, text);
        }
        if (failure instanceof MarkedYamlEngineException marked) {
            return diagnosis.marked(marked);
        }
        return ManifestCode.SYNTAX
                .problem("this is not YAML")
                .where(where.apply(new Place(1, 1, "")))
                .have(String.valueOf(failure.getMessage()).lines().findFirst().orElse(""));
    }

    private Problem character(ReaderException failure, String text) {
        int position = 0;
        int line = 1;
        int column = 1;
        while (position < text.length()) {
            int point = text.codePointAt(position);
            if (point == failure.getCodePoint()) {
                break;
            }
            column++;
            if (point == '\n') {
                line++;
                column = 1;
            }
            position += Character.charCount(point);
        }
        return ManifestCode.CHARACTER
                .problem("this character is not allowed in YAML")
                .where(where.apply(new Place(line, column, "")))
                .have("U+%04X".formatted(failure.getCodePoint()))
                .fix("remove it; in double quotes it can be written as an escape");
    }

    private Problem marked(MarkedYamlEngineException failure) {
        Place at = place(failure.getProblemMark().or(failure::getContextMark));
        Place from = place(failure.getContextMark().or(failure::getProblemMark));
        char here = charAt(at);
        char opener = charAt(from);
        boolean atEnd = at.line() > lastLine() || (at.line() == lastLine() && here == '\n');
        boolean quote = opener == '"' || opener == '\'';
        boolean bracket = opener == '[' || opener == '{';
        if (here == '\t' || (indentOf(at.line()).indexOf('\t') >= 0 && !quote)) {
            int tab = indentOf(at.line()).indexOf('\t');
            return ManifestCode.TAB
                    .problem("the line is indented by a tab")
                    .where(where.apply(new Place(at.line(), tab < 0 ? at.column() : tab + 1, "")))
                    .fix("indent by spaces");
        }
        if (quote && (atEnd || failure.getContextMark().isPresent() && !inEscape(at))) {
            return unclosed("the quote " + opener + " is opened here and not closed", from);
        }
        if (quote) {
            return ManifestCode.SYNTAX
                    .problem("this escape is not known in a string in double quotes")
                    .where(where.apply(at))
                    .fix("write \\\\ for a backslash, or use single quotes");
        }
        if (bracket && here == '{' && charAt(new Place(at.line(), at.column() - 1, "")) == '$') {
            return ManifestCode.SYNTAX
                    .problem("between brackets a string with ${…} needs quotes")
                    .where(where.apply(new Place(at.line(), at.column() - 1, "")))
                    .fix(
                            "put the whole string in double quotes; write a number on a separate"
                                    + " line, without brackets");
        }
        if (bracket && atEnd) {
            return unclosed("the bracket " + opener + " is opened here and not closed", from);
        }
        if (bracket) {
            return ManifestCode.SYNTAX
                    .problem("a comma is missing before this, or the end of a bracket")
                    .where(where.apply(at))
                    .have(
                            "%s, within the bracket %s at %s"
                                    .formatted(shown(here), opener, where.apply(from)))
                    .fix("add the comma, or close the bracket where it should end");
        }
        if (here == '@' || here == '`' || here == '%' || here == '&' || here == '*') {
            return ManifestCode.SYNTAX
                    .problem("an unquoted string cannot begin with '%s'".formatted(here))
                    .where(where.apply(at))
                    .fix("put the string in quotes");
        }
        if (here == ':' && at.line() > 1 && endsWithoutColon(at.line() - 1)) {
            return noColon(new Place(at.line() - 1, 1, ""));
        }
        if (here == ':' && isTight(at.line())) {
            // a bracket directly after the colon: its own ': ' is the second one of the line
            return noSpace(at.line());
        }
        if (here == ':' && line(at.line()).indexOf(':') == at.column() - 1) {
            int above = at.line() - 1;
            while (isTight(above - 1)) {
                above--;
            }
            if (isTight(above)) {
                return noSpace(above);
            }
        }
        if (here == ':') {
            return ManifestCode.SYNTAX
                    .problem("a second ': ' on this line, or a key deeper than it may be")
                    .where(where.apply(at))
                    .fix(
                            "put a string that contains ': ' in quotes; otherwise check the"
                                    + " indentation");
        }
        if (here == ']' || here == '}') {
            return ManifestCode.SYNTAX
                    .problem("the bracket %s was never opened".formatted(here))
                    .where(where.apply(at))
                    .fix("remove it, or open it");
        }
        if (from.line() < at.line() && isTight(from.line())) {
            return noSpace(from.line());
        }
        if (from.line() < at.line() && from.column() > 1 && !lineHas(from.line(), ':')) {
            return noColon(from);
        }
        if (!lineHas(at.line(), ':') && !lineHas(at.line(), '-') && !atEnd) {
            return noColon(at);
        }
        if (atEnd && !lineHas(from.line(), ':')) {
            return noColon(from);
        }
        return ManifestCode.SYNTAX
                .problem("this line does not fit those above it")
                .where(where.apply(at))
                .have(shown(here))
                .fix("check that it is indented as its neighbours are, and the quotes before it");
    }

    private boolean isTight(int number) {
        return TightKey.ofLine(line(number)).isPresent();
    }

    private Problem noSpace(int number) {
        TightKey tight = TightKey.ofLine(line(number)).orElseThrow();
        return tight.problem()
                .where(where.apply(new Place(number, line(number).indexOf(':') + 1, "")));
    }

    private Problem noColon(Place at) {
        return ManifestCode.SYNTAX
                .problem("this line has no ':' after its key")
                .where(where.apply(new Place(at.line(), indentOf(at.line()).length() + 1, "")))
                .needs("key: value")
                .fix("add the ':' and a space, or check the indentation");
    }

    private Problem unclosed(String message, Place from) {
        return ManifestCode.UNCLOSED
                .problem(message)
                .where(where.apply(from))
                .fix("close it where it should end");
    }

    private boolean endsWithoutColon(int number) {
        String text = line(number).strip();
        return !text.isEmpty() && text.indexOf(':') < 0 && "-#".indexOf(text.charAt(0)) < 0;
    }

    private static Place place(Optional<Mark> mark) {
        return mark.map(m -> new Place(m.getLine() + 1, m.getColumn() + 1, ""))
                .orElse(new Place(1, 1, ""));
    }

    private int lastLine() {
        return lines.size();
    }

    private String line(int number) {
        return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
    }

    private char charAt(Place place) {
        String line = line(place.line());
        int index = place.column() - 1;
        return index >= 0 && index < line.length() ? line.charAt(index) : '\n';
    }

    private boolean inEscape(Place at) {
        return charAt(new Place(at.line(), at.column() - 1, "")) == '\\'
                || line(at.line()).lastIndexOf('\\', at.column() - 1) >= 0;
    }

    private String indentOf(int number) {
        String line = line(number);
        int end = 0;
        while (end < line.length() && Character.isWhitespace(line.charAt(end))) {
            end++;
        }
        return line.substring(0, end);
    }

    private boolean lineHas(int number, char c) {
        return line(number).indexOf(c) >= 0;
    }

    private static String shown(char here) {
        return here == '\n' ? "the end of the line" : "'" + here + "'";
    }
}
