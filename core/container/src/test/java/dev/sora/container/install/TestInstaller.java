// SPDX-License-Identifier: Apache-2.0
package dev.sora.container.install;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sora.container.felix.FelixHost;
import dev.sora.container.felix.TestBundle;
import dev.sora.container.source.Candidate;
import dev.sora.container.store.InstalledPlugin;
import dev.sora.container.store.PluginStore;
import dev.sora.container.trust.TrustPolicy;
import dev.sora.core.host.PluginHost;
import dev.sora.problem.Problem;
import dev.sora.problem.SoraException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestInstaller {

    @TempDir private Path dir;

    private PluginStore store;
    private final List<Path> shipped = new ArrayList<>();

    @BeforeEach
    void create() {
        store = new PluginStore(dir.resolve("home/plugins"));
    }

    private Installer installer() {
        return new Installer(store, shipped, TrustPolicy.open(), this::open);
    }

    private PluginHost open(List<Path> jars) {
        FelixHost host = FelixHost.open(dir.resolve("cache"), "0.3.0");
        host.installAll(jars);
        host.start();
        return host;
    }

    private List<Arrival> run(Mode mode, Path... jars) {
        return installer()
                .run(
                        mode,
                        folder ->
                                Stream.of(jars)
                                        .map(jar -> new Candidate(jar, jar.toString()))
                                        .toList());
    }

    private Problem refusal(Mode mode, Path... jars) {
        List<InstalledPlugin> before = store.installed();
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> run(mode, jars));
        assertThat(thrown).isNotNull();
        assertThat(thrown.problems()).hasSize(1);
        assertThat(store.installed()).isEqualTo(before);
        assertThat(store.folder().resolve("store").toFile().list()).hasSize(before.size());
        return thrown.problems().get(0);
    }

    private Path plugin(String name, String version) throws IOException {
        return TestBundle.plugin(name, version).writeTo(dir);
    }

    /** Another build: the same name and version, other content. */
    private Path rebuilt(String name, String version) throws IOException {
        Path folder = Files.createTempDirectory(dir, "rebuilt");
        return TestBundle.plugin(name, version).file("build", "2").writeTo(folder);
    }

    private List<String> installed() {
        return store.installed().stream().map(InstalledPlugin::toString).toList();
    }

    @Test
    void installsBesideWhatIsThere() throws IOException {
        Arrival one = run(Mode.INSTALL, plugin("twin", "1.0.0")).get(0);
        assertThat(one.isNew()).isTrue();
        assertThat(one.plugin().bundle()).isEqualTo("test.twin");
        Arrival two = run(Mode.INSTALL, plugin("twin", "2.0.0")).get(0);
        assertThat(two.beside()).containsExactly("1.0.0");
        assertThat(two.replaced()).isEmpty();
        assertThat(installed()).containsExactly("twin 1.0.0", "twin 2.0.0");
    }

    @Test
    void saysThatTheSameIsThereAlready() throws IOException {
        Path jar = plugin("good", "1.0.0");
        run(Mode.INSTALL, jar);
        Arrival again = run(Mode.INSTALL, jar).get(0);
        assertThat(again.isNew()).isFalse();
        assertThat(again.plugin()).hasToString("good 1.0.0");
        assertThat(installed()).containsExactly("good 1.0.0");
    }

    @Test
    void knowsWhatIsShippedOrLoose() throws IOException {
        shipped.add(plugin("shipped", "1.0.0"));
        Files.createDirectories(store.folder());
        Path loose = Files.copy(plugin("loose", "1.0.0"), store.folder().resolve("loose.jar"));
        assertThat(run(Mode.INSTALL, shipped.get(0)).get(0).isNew()).isFalse();
        Path copy = Files.copy(loose, dir.resolve("copy.jar"));
        Arrival known = run(Mode.INSTALL, copy).get(0);
        assertThat(known.there()).isEqualTo(loose.toString());
        assertThat(known.plugin()).hasToString("loose 1.0.0");
        assertThat(refusal(Mode.INSTALL, rebuilt("shipped", "1.0.0")))
                .extracting(Problem::code, Problem::have)
                .containsExactly("SORA-3214", shipped.get(0).toString());
        assertThat(refusal(Mode.UPDATE, rebuilt("loose", "1.0.0")).have())
                .isEqualTo(loose.toString());
        assertThat(run(Mode.CHECK, rebuilt("loose", "1.0.0"))).hasSize(1);
        run(Mode.UPDATE, plugin("shipped", "1.1.0"));
        assertThat(installed()).containsExactly("shipped 1.1.0");
    }

    @Test
    void asksForAnUpdateToReplaceABuild() throws IOException {
        run(Mode.INSTALL, plugin("good", "1.0.0"));
        Path other = rebuilt("good", "1.0.0");
        assertThat(refusal(Mode.INSTALL, other))
                .extracting(Problem::code, Problem::fix)
                .containsExactly("SORA-3214", "to replace it: sora plugin update " + other);
        assertThat(run(Mode.UPDATE, other).get(0).replaced()).hasSize(1);
        assertThat(store.installed()).singleElement().extracting("origin").isEqualTo("" + other);
    }

    @Test
    void updatesReplaceWhatIsOlder() throws IOException {
        run(Mode.INSTALL, plugin("good", "1.0.0"), plugin("good", "1.1.0.SNAPSHOT"));
        run(Mode.INSTALL, plugin("good", "2.0.0"), plugin("other", "0.1.0"));
        assertThat(run(Mode.UPDATE, plugin("good", "1.1.0")).get(0).replaced())
                .extracting(InstalledPlugin::version)
                .containsExactly("1.0.0", "1.1.0.SNAPSHOT");
        assertThat(installed()).containsExactly("good 1.1.0", "good 2.0.0", "other 0.1.0");
        assertThat(refusal(Mode.UPDATE, plugin("good", "0.9.0")).code()).isEqualTo("SORA-3217");
        assertThat(refusal(Mode.UPDATE, plugin("fresh", "1.0.0")).code()).isEqualTo("SORA-3216");
    }

    @Test
    void updatesTakeTheNewestOfEachPlugin() throws IOException {
        run(Mode.INSTALL, plugin("good", "0.1.0"), plugin("other", "1.0.0"));
        Path old = plugin("good", "0.1.0");
        Path next = plugin("good", "0.10.0");
        List<Path> jars =
                List.of(
                        next,
                        plugin("good", "0.9.0"),
                        old,
                        plugin("good", "0.10.0.SNAPSHOT"),
                        plugin("other", "1.0.1"));
        List<PassedOver> older = new ArrayList<>();
        List<Arrival> arrivals =
                installer()
                        .run(
                                Mode.UPDATE,
                                folder -> jars.stream().map(j -> new Candidate(j, "" + j)).toList(),
                                older::add);
        assertThat(arrivals).hasSize(2).allMatch(arrival -> arrival.beside().isEmpty());
        assertThat(installed()).containsExactly("good 0.10.0", "other 1.0.1");
        assertThat(older)
                .extracting(PassedOver::version)
                .containsExactly("0.9.0", "0.1.0", "0.10.0.SNAPSHOT");
        assertThat(older).contains(new PassedOver(old.toString(), "0.1.0", "0.10.0"));
        assertThat(run(Mode.UPDATE, old, next)).singleElement().matches(a -> !a.isNew());
        assertThat(installed()).containsExactly("good 0.10.0", "other 1.0.1");
    }

    @Test
    void updatesFollowTheNameOfThePluginWhateverItsBundleIsCalled() throws IOException {
        run(Mode.INSTALL, plugin("good", "1.0.0"));
        Path renamed =
                TestBundle.named("other.bundle", "1.1.0")
                        .body("good", "java.util.List.of()")
                        .writeTo(dir);
        run(Mode.UPDATE, renamed);
        assertThat(installed()).containsExactly("good 1.1.0");
    }

    @Test
    void changesNothingIfOneOfThemDoesNotStart() throws IOException {
        run(Mode.INSTALL, plugin("good", "1.0.0"), plugin("other", "1.0.0"));
        Path bad =
                TestBundle.plugin("other", "1.1.0")
                        .header("Import-Package", "dev.sora.plugin,com.acme.maths")
                        .writeTo(dir);
        Problem problem = refusal(Mode.UPDATE, plugin("good", "1.2.0"), bad);
        assertThat(problem)
                .extracting(Problem::code, Problem::where)
                .containsExactly("SORA-3108", bad.toString());
        assertThat(refusal(Mode.INSTALL, bad).where()).isEqualTo(bad.toString());
        assertThat(refusal(Mode.CHECK, bad).where()).isEqualTo(bad.toString());
        Path text = Files.writeString(dir.resolve("net.yaml"), "no jar");
        Problem noJar = refusal(Mode.INSTALL, text);
        assertThat(noJar.where()).isEqualTo(text.toString());
        assertThat(noJar.fix()).startsWith("name a plugin's jar").doesNotContain("folder");
    }

    @Test
    void goesOnBesideWhatWasBrokenBefore() throws IOException {
        Files.createDirectories(store.folder());
        Files.writeString(store.folder().resolve("junk.jar"), "junk");
        run(Mode.INSTALL, plugin("damaged", "1.0.0"));
        Files.writeString(store.jar(store.installed().get(0)), "damaged");
        run(Mode.INSTALL, plugin("good", "1.0.0"));
        assertThat(installed()).containsExactly("damaged 1.0.0", "good 1.0.0");
        run(Mode.INSTALL, plugin("damaged", "1.0.0"));
        assertThat(store.lease().problems()).isEmpty();
        Path place = store.jar(store.installed().get(0));
        assertThat(store.installed().get(0)).hasToString("damaged 1.0.0");
        Files.writeString(place, "damaged");
        assertThat(run(Mode.INSTALL, rebuilt("damaged", "1.0.0")).get(0).replaced()).hasSize(1);
    }

    @Test
    void refusesTwoOfOneNameAndVersionAtOnce() throws IOException {
        assertThat(refusal(Mode.INSTALL, plugin("good", "1.0.0"), rebuilt("good", "1.0.0")).code())
                .isEqualTo("SORA-3111");
    }

    @Test
    void installationsAtOnceTakeTurns() throws IOException {
        List<CompletableFuture<List<Arrival>>> all = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Path jar = plugin("p" + i, "1.0.0");
            all.add(CompletableFuture.supplyAsync(() -> run(Mode.INSTALL, jar)));
        }
        all.forEach(CompletableFuture::join);
        assertThat(installed()).hasSize(4);
    }

    @Test
    void removesWhatIsMeant() throws IOException {
        run(Mode.INSTALL, plugin("twin", "1.0.0"), plugin("twin", "2.0.0"), plugin("x", "1.0.0"));
        assertThat(removal("twin").code()).isEqualTo("SORA-3221");
        assertThat(removal("gone").code()).isEqualTo("SORA-3220");
        assertThat(removal("twin@3").have()).isEqualTo("1.0.0, 2.0.0");
        assertThat(removal("x", "gone").code()).isEqualTo("SORA-3220");
        remove("twin@1.0.0", "x");
        assertThat(installed()).containsExactly("twin 2.0.0");
        remove("twin@[1,3)");
        assertThat(installed()).isEmpty();
        assertThat(store.folder().resolve("store")).isEmptyDirectory();
    }

    private List<InstalledPlugin> remove(String... words) {
        return installer().remove(Stream.of(words).map(Removal::parse).toList());
    }

    private Problem removal(String... words) {
        List<InstalledPlugin> before = store.installed();
        SoraException thrown = catchThrowableOfType(SoraException.class, () -> remove(words));
        assertThat(store.installed()).isEqualTo(before);
        return thrown.problems().get(0);
    }
}
