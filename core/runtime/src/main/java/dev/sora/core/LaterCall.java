// SPDX-License-Identifier: Apache-2.0
package dev.sora.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;

/** Calls a function with copies of records on another thread. */
final class LaterCall {

    private LaterCall() {}

    /** Returns what completes with the result, or with whatever fails now or later. */
    static <R> CompletableFuture<R> of(
            List<? extends Map<String, ?>> records,
            Function<List<Map<String, Object>>, R> function,
            Executor executor) {
        try {
            List<Map<String, Object>> copies = new ArrayList<>(records.size());
            for (Map<String, ?> record : records) {
                copies.add(record == null ? null : copy(record));
            }
            return CompletableFuture.supplyAsync(() -> function.apply(copies), executor);
        } catch (RuntimeException e) {
            // such as RejectedExecutionException: callers handle one way of failing, not two
            return CompletableFuture.failedFuture(e);
        }
    }

    private static <K> Map<K, Object> copy(Map<K, ?> map) {
        Map<K, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, value(value)));
        return copy;
    }

    /** Copies what applications change and use again; pictures and times do not change. */
    private static Object value(Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map);
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list.size());
            list.forEach(each -> copy.add(value(each)));
            return copy;
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(LaterCall::value).toArray();
        }
        if (value instanceof float[] numbers) {
            return numbers.clone();
        }
        if (value instanceof double[] numbers) {
            return numbers.clone();
        }
        if (value instanceof long[] numbers) {
            return numbers.clone();
        }
        if (value instanceof int[] numbers) {
            return numbers.clone();
        }
        return value instanceof CharSequence text ? text.toString() : value;
    }
}
