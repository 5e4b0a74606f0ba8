// SPDX-License-Identifier: Apache-2.0
package dev.sora.examples.device;

import static net.bytebuddy.matcher.ElementMatchers.isAbstract;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.not;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import dev.sora.container.flat.FlatHost;
import dev.sora.engine.cpu.CpuEnginePlugin;
import java.lang.invoke.MethodHandles;
import java.util.concurrent.atomic.AtomicLong;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.dynamic.loading.ClassLoadingStrategy;
import net.bytebuddy.pool.TypePool;

/**
 * Counts what makes the host wait for a device: tensors that are read into Java, and operations
 * whose result has a size that only the device knows. On the CPU these are the same calls.
 *
 * <p>DJL's class of tensors is changed before it is loaded, so this needs a JVM of its own.
 */
public final class CountedReads {

    /** The number of reads so far. */
    public static final AtomicLong COUNT = new AtomicLong();

    /** Where the last one happened. */
    public static volatile Throwable last;

    private CountedReads() {}

    /** Changes the class of tensors; call it before anything loads the engine. */
    public static void install() throws ReflectiveOperationException {
        // the loader that the engine has in every host on a flat class path
        ClassLoader loader =
                FlatHost.offer(new CpuEnginePlugin()).types().get(0).getClass().getClassLoader();
        ClassFileLocator files = ClassFileLocator.ForClassLoader.of(loader);
        MethodHandles.Lookup sibling =
                MethodHandles.privateLookupIn(
                        Class.forName("ai.djl.pytorch.engine.PtEngineProvider", false, loader),
                        MethodHandles.lookup());
        new ByteBuddy()
                .redefine(
                        TypePool.Default.of(files)
                                .describe("ai.djl.pytorch.engine.PtNDArray")
                                .resolve(),
                        files)
                .visit(
                        Advice.to(Read.class)
                                .on(
                                        named("toByteBuffer")
                                                .and(takesArguments(boolean.class))
                                                .or(named("nonzero"))
                                                .or(named("booleanMask"))
                                                .or(named("unique"))
                                                .and(not(isAbstract()))))
                .make()
                .load(loader, ClassLoadingStrategy.UsingLookup.of(sibling));
    }

    /** Added to the beginning of the methods. */
    public static final class Read {

        private Read() {}

        /** Counts a call. */
        @Advice.OnMethodEnter
        public static void enter() {
            COUNT.incrementAndGet();
            last = new Throwable();
        }
    }
}
