// SPDX-License-Identifier: Apache-2.0
//
// Moves the sources of the chosen kind to their folders, and deletes those of other kinds.
import java.nio.file.Files
import java.nio.file.Path
import java.util.stream.Collectors

Path project = Path.of(request.outputDirectory, request.artifactId)
Path kinds = project.resolve("kinds")
String name = request.properties["name"]
String kind = request.properties["kind"]

// Values entered at the prompt are checked already; values given by -Dname and -Dkind are not.
String wrong = null
if (!(name ==~ '@name.pattern@')) {
    wrong = "name is '" + name + "'. Fix: take lower-case letters and digits, in parts joined by hyphens, as in" +
            " -Dname=soft-clip; not a word of Java, nor 'core', 'sora' or the name of a kind"
} else if (!(kind ==~ '@kind.pattern@')) {
    wrong = "kind is '" + kind + "'. Fix: take one of -Dkind=particle, combiner, input, output, source, derivation, optimiser, schedule, order, procedure, strategy, metric, index, engine"
}

def contents = { Path folder ->
    Files.walk(folder).withCloseable { it.sorted(Comparator.reverseOrder()).collect(Collectors.toList()) }
}

if (wrong != null) {
    // Deletes only what was generated in this run: the folder may have existed before.
    List<String> made = [
        "README.md", "bnd.bnd", "gitignore", "pom.xml", "dev.sora.plugin.SoraPlugin",
        request.properties["className"] + "Plugin.java"
    ]
    long justNow = System.currentTimeMillis() - 60_000
    kinds.toFile().deleteDir()
    contents(project).each { Path it ->
        boolean empty = Files.isDirectory(it) && it.toFile().list().length == 0
        boolean young = Files.getLastModifiedTime(it).toMillis() > justNow
        if (empty || (young && made.contains(it.fileName.toString()))) {
            Files.delete(it)
        }
    }
    throw new IllegalArgumentException("nothing was made: " + wrong)
}

Path chosen = kinds.resolve(kind)
contents(chosen).findAll { Files.isRegularFile(it) }.each { file ->
    Path place = project.resolve(chosen.relativize(file).toString())
    Files.createDirectories(place.parent)
    Files.move(file, place)
}
kinds.toFile().deleteDir()
Files.move(project.resolve("gitignore"), project.resolve(".gitignore"))
