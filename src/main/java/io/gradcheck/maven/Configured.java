package io.gradcheck.maven;

import io.gradcheck.verification.Rules;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3Dom;

/**
 * What a pom configures of this plugin. Maven drops what no goal knows without a word, so that rules in the wrong place would not be
 * judged; of what is inside {@code <rules>} it says itself where there is no such rule.
 */
final class Configured {

    private Configured() {}

    /**
     * Requires that each parameter is one of a goal's.
     *
     * @throws MojoExecutionException if one is not, with the place where it belongs
     */
    static void requireKnown(MavenProject project, PluginDescriptor descriptor) throws MojoExecutionException {
        Plugin plugin = project.getPlugin(descriptor.getPluginLookupKey());
        if (plugin == null) {
            return;
        }
        Set<String> parameters = new TreeSet<>();
        for (MojoDescriptor goal : descriptor.getMojos()) {
            goal.getParameters().forEach(parameter -> parameters.add(parameter.getName()));
        }
        List<String> unknown = unknown(blocks(plugin), parameters);
        if (!unknown.isEmpty()) {
            throw new MojoExecutionException("the pom configures what " + descriptor.getArtifactId()
                    + " does not know, and Maven would leave out:\n  " + String.join("\n  ", unknown));
        }
    }

    /** The configurations by where they stand. */
    private static Map<String, Xpp3Dom> blocks(Plugin plugin) {
        Map<String, Xpp3Dom> blocks = new LinkedHashMap<>();
        if (plugin.getConfiguration() instanceof Xpp3Dom all) {
            blocks.put("<configuration> of the plugin", all);
        }
        for (PluginExecution execution : plugin.getExecutions()) {
            if (execution.getConfiguration() instanceof Xpp3Dom own) {
                blocks.put("<configuration> of execution " + execution.getId(), own);
            }
        }
        return blocks;
    }

    private static List<String> unknown(Map<String, Xpp3Dom> blocks, Set<String> parameters) {
        Set<String> rules = Rules.names();
        Set<String> found = new HashSet<>();
        List<String> texts = new ArrayList<>();
        blocks.forEach((where, block) -> {
            for (Xpp3Dom one : block.getChildren()) {
                if (!parameters.contains(one.getName()) && found.add(one.getName())) {
                    texts.add("found <" + one.getName() + "> in the " + where + ", wanted "
                            + (rules.contains(one.getName())
                                    ? "it inside <rules>, which it is one of"
                                    : "one of " + String.join(", ", parameters)));
                }
            }
        });
        return texts;
    }
}
