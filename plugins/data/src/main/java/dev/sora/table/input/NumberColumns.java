// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import java.util.List;

/** Where the numbers of a record come from: one of each column, or all of one column of vectors. */
interface NumberColumns {

    /** Returns how many numbers a record has. */
    int width();

    /** Returns what a number is called in messages. */
    String name(int number);

    /**
     * Reads the numbers of a record; NaN where one is missing and need not be there.
     *
     * @throws dev.sora.problem.RecordException if the record does not hold them
     */
    void read(DataRecord record, NumberRules rules, double[] values);

    /** Returns the failure of numbers that no training record has. */
    RuntimeException missing(List<String> names, long records);

    /**
     * A number of each column.
     *
     * @param names the columns
     */
    record Several(List<String> names) implements NumberColumns {

        /** Copies the list. */
        public Several {
            names = List.copyOf(names);
        }

        @Override
        public int width() {
            return names.size();
        }

        @Override
        public String name(int number) {
            return names.get(number);
        }

        @Override
        public void read(DataRecord record, NumberRules rules, double[] values) {
            for (int i = 0; i < values.length; i++) {
                String name = names.get(i);
                values[i] = rules.number(record, name, InputProblem.value(record, name));
            }
        }

        @Override
        public RuntimeException missing(List<String> missing, long records) {
            return InputProblem.allMissing(missing, records);
        }
    }
}
