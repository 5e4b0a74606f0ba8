// SPDX-License-Identifier: Apache-2.0
package dev.sora.table.input;

import dev.sora.data.DataRecord;
import java.util.List;

/** Reads the numbers of a record: one from each column, or all from one vector column. */
interface NumberColumns {

    /** Returns the count of numbers in a record. */
    int width();

    /** Returns the name of a number for messages. */
    String name(int number);

    /**
     * Reads the numbers of a record; NaN for a missing one where missing numbers are allowed.
     *
     * @throws dev.sora.problem.RecordException if the record does not contain them
     */
    void read(DataRecord record, NumberRules rules, double[] values);

    /** Returns the exception for numbers that are missing in all training records. */
    RuntimeException missing(List<String> names, long records);

    /**
     * One number from each column.
     *
     * @param names the columns
     */
    record Several(List<String> names) implements NumberColumns {

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
