// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Releases the class that a cache of the JDK holds after it generated the methods of a record.
 *
 * <p>The JDK generates {@code equals}, {@code hashCode} and {@code toString} of a record from a few
 * method handles that it keeps permanently. In JDK 17 a method handle caches the last type that it
 * was adapted to. If that is a class of a plugin, the cache keeps all classes of the plugin in
 * memory until the methods of another record are generated. {@link #forgetLast} generates them for
 * a record of the container.
 */
final class RecordMethods {

    private static final Logger LOG = LoggerFactory.getLogger(RecordMethods.class);

    private RecordMethods() {}

    private record Plain(RecordMethods component) {}

    /** Generates the methods of a record of the container. Each call generates them again. */
    static void forgetLast() {
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        try {
            MethodHandle component =
                    lookup.findVirtual(
                            Plain.class, "component", MethodType.methodType(RecordMethods.class));
            write(lookup, "hashCode", MethodType.methodType(int.class, Plain.class), component);
            write(
                    lookup,
                    "equals",
                    MethodType.methodType(boolean.class, Plain.class, Object.class),
                    component);
            write(lookup, "toString", MethodType.methodType(String.class, Plain.class), component);
        } catch (Exception e) {
            LOG.debug("the classes of a plugin may stay until a record's methods are written", e);
        }
    }

    private static void write(
            MethodHandles.Lookup lookup, String name, MethodType type, MethodHandle component)
            throws Exception {
        try {
            ObjectMethods.bootstrap(lookup, name, type, Plain.class, "component", component);
        } catch (Exception | Error e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
