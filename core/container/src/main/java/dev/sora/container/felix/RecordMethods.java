// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.felix;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.runtime.ObjectMethods;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the JDK forget the last class that it wrote a record's methods for.
 *
 * <p>The three methods that each record has are made of a few method handles that the JDK keeps for
 * ever, and in JDK 17 a method handle remembers the last type that it was adapted to: a component
 * of a plugin's own class keeps all classes of that plugin, until the next record comes along. So
 * one comes along here.
 */
final class RecordMethods {

    private static final Logger LOG = LoggerFactory.getLogger(RecordMethods.class);

    private RecordMethods() {}

    private record Plain(RecordMethods component) {}

    /** Has the methods of a record of the container's own written, every time anew. */
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
