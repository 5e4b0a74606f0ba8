// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.csv;

import de.siegmar.fastcsv.reader.AbstractBaseCsvCallbackHandler;
import dev.sora.problem.Problem;
import dev.sora.problem.RecordException;
import dev.sora.table.cell.NumberRemedy;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Converts the fields of a row to values, directly from the buffer of the parser. The instance is
 * reused: its results are valid until the next row is read.
 */
final class RowReader extends AbstractBaseCsvCallbackHandler<RowReader>
        implements Supplier<String> {

    private static final int SHOWN = 40;

    private final List<String> names;
    private final FieldBinding[] slots;
    private final Optional<RemainingFields> rest;
    private final LastFields last;
    private final int width;
    private final String origin;
    private final String where;
    private final String delimiter;
    private Object[] values = {};
    private int fields;
    private boolean blank;
    private boolean lastEmpty;
    private long breaks;
    private long line;
    private RecordException broken;

    RowReader(
            List<String> names,
            List<FieldBinding> slots,
            Optional<RemainingFields> rest,
            LastFields last,
            int width,
            String origin,
            String where,
            String delimiter) {
        this.names = names;
        this.slots = slots.toArray(FieldBinding[]::new);
        this.rest = rest;
        this.last = last;
        this.width = width;
        this.origin = origin;
        this.where = where;
        this.delimiter = delimiter;
    }

    @Override
    protected void handleBegin(long startingLine) {
        line = startingLine;
        values = new Object[width];
        fields = 0;
        blank = false;
        breaks = 0;
        broken = null;
        rest.ifPresent(RemainingFields::begin);
        last.begin();
    }

    @Override
    protected void handleField(int index, char[] text, int from, int length, boolean quoted) {
        fields++;
        lastEmpty = length == 0;
        take(index, text, from, length);
        if (quoted && !isOneLine(index, length)) {
            breaks += breaks(text, from, length);
        }
    }

    private void take(int index, char[] text, int from, int length) {
        if (broken != null) {
            return;
        }
        try {
            if (index < slots.length) {
                FieldBinding slot = slots[index];
                if (!slot.take(text, from, length, values, this)) {
                    broken = none(names.get(index), slot.needs(), text, from, length);
                }
            } else if (rest.isPresent()) {
                if (last.size() == 0) {
                    remaining(text, from, length);
                } else if (last.push(text, from, length)) {
                    remaining(last.text(), 0, last.length());
                }
            } else if (CsvLayout.isTooMany(index)) {
                throw CsvLayout.tooMany(where + ":" + line, index);
            }
        } catch (RecordException e) {
            // thrown when the row is complete, so that the next row can still be read
            broken = e;
        }
    }

    private void remaining(char[] text, int from, int length) {
        if (!rest.get().take(text, from, length)) {
            broken = none(rest.get().name(), rest.get().needs(), text, from, length);
        }
    }

    @Override
    protected void handleEmpty() {
        blank = true;
    }

    @Override
    protected RowReader buildRecord() {
        return this;
    }

    /** Returns the location of the row, for messages. */
    @Override
    public String get() {
        return origin + ":" + line;
    }

    /** Returns whether the line was empty. */
    boolean isBlank() {
        return blank;
    }

    /** Returns the line on which the row starts. */
    long line() {
        return line;
    }

    /** Returns the line that was reached: if a quote is not closed, the line on which it opens. */
    long reached() {
        return line + breaks;
    }

    /**
     * Returns the values.
     *
     * @throws RecordException if a field is invalid, or there are too few or too many fields
     */
    Object[] values() {
        boolean few = fields < slots.length + last.size();
        boolean many = fields > slots.length && rest.isEmpty();
        if (few || many) {
            throw new RecordException(
                    Problem.of("SORA-4212", "a row has too " + (few ? "few" : "many") + " columns")
                            .where(get())
                            .needs(
                                    "%d%s, as there are names"
                                            .formatted(
                                                    slots.length + last.size(),
                                                    rest.isPresent() ? " or more" : ""))
                            .have(fields + (many && lastEmpty ? ", the last of them empty" : ""))
                            .fix(advice(many)));
        }
        if (broken != null) {
            throw broken;
        }
        for (int i = 0; i < last.size(); i++) {
            if (!last.take(i, values, this)) {
                throw none(last.name(i), last.needs(i), last.text(i), 0, last.length(i));
            }
        }
        if (rest.isPresent()) {
            // a lambda would be allocated for every row
            rest.get().end(values);
        }
        return values;
    }

    private String advice(boolean many) {
        if (many && lastEmpty) {
            return "remove the delimiter at the end of the row; where every row has one, give"
                    + " 'columns' one name more and set 'header: true'; or set 'on_error: skip'";
        }
        Optional<String> other =
                fields == 1 && values[0] instanceof String text
                        ? OtherDelimiter.in(text, delimiter)
                        : Optional.empty();
        return other.map(
                                word ->
                                        "set 'delimiter: %s' if that is what stands between fields, "
                                                .formatted(word))
                        .orElse("check 'delimiter' and 'quote', ")
                + "correct the row, or set 'on_error: skip'";
    }

    private RecordException none(String name, String needs, char[] text, int from, int length) {
        String shown =
                length > SHOWN
                        ? new String(text, from, SHOWN) + "…"
                        : new String(text, from, length);
        return new RecordException(
                Problem.of("SORA-4211", "column '%s' does not hold %s".formatted(name, needs))
                        .where(get())
                        .needs(needs)
                        .have("'" + shown + "'")
                        .fix(remedy(needs, shown) + ", or set 'on_error: skip'"));
    }

    private static String remedy(String needs, String have) {
        String text = have.strip();
        if (text.matches("[+-]?\\d{19,}") && needs.contains("integer")) {
            return "leave it a string, which holds identifiers of any length: remove the column"
                    + " from 'types'";
        }
        return needs.contains("number") || needs.contains("integer")
                ? NumberRemedy.of(text)
                : "correct it, or list it under 'missing' if it stands for no value";
    }

    /**
     * Returns whether a field is known to have no line end. The search of a string uses vector
     * instructions, which makes it several times faster than a loop over the buffer.
     */
    private boolean isOneLine(int index, int length) {
        return index < slots.length
                && slots[index].value(values) instanceof String text
                && text.length() == length
                && text.indexOf('\n') < 0
                && text.indexOf('\r') < 0;
    }

    private static long breaks(char[] text, int from, int length) {
        long count = 0;
        int end = from + length;
        for (int i = from; i < end; i++) {
            if (text[i] <= '\r' && isBreak(text, i, end)) {
                count++;
            }
        }
        return count;
    }

    /** Returns whether a line ends at a position; a carriage return before a line feed does not. */
    private static boolean isBreak(char[] text, int at, int end) {
        return text[at] == '\n' || text[at] == '\r' && (at + 1 == end || text[at + 1] != '\n');
    }
}
