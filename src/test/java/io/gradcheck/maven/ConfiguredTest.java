package io.gradcheck.maven;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gradcheck.verification.Rules;
import java.io.IOException;
import java.io.StringReader;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.model.Plugin;
import org.apache.maven.model.PluginExecution;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.descriptor.MojoDescriptor;
import org.apache.maven.plugin.descriptor.Parameter;
import org.apache.maven.plugin.descriptor.PluginDescriptor;
import org.apache.maven.project.MavenProject;
import org.codehaus.plexus.util.xml.Xpp3DomBuilder;
import org.codehaus.plexus.util.xml.pull.XmlPullParserException;
import org.junit.jupiter.api.Test;

/** What a pom says of the plugin and no goal would read. */
class ConfiguredTest {

    private final Plugin plugin = new Plugin();
    private final MavenProject project = new MavenProject(new Model());
    private final PluginDescriptor descriptor = new PluginDescriptor();

    ConfiguredTest() throws Exception {
        plugin.setGroupId("io.gradcheck");
        plugin.setArtifactId("gradcheck");
        project.setBuild(new Build());
        project.getBuild().addPlugin(plugin);
        descriptor.setGroupId("io.gradcheck");
        descriptor.setArtifactId("gradcheck");
        goal("verify", "rules");
        goal("fuzz", "time");
    }

    private void goal(String name, String parameter) throws Exception {
        MojoDescriptor goal = new MojoDescriptor();
        goal.setGoal(name);
        goal.setPluginDescriptor(descriptor);
        Parameter one = new Parameter();
        one.setName(parameter);
        goal.addParameter(one);
        descriptor.addMojo(goal);
    }

    private static Object xml(String text) throws XmlPullParserException, IOException {
        return Xpp3DomBuilder.build(new StringReader("<configuration>" + text + "</configuration>"));
    }

    private void require() throws MojoExecutionException {
        Configured.requireKnown(project, descriptor);
    }

    @Test
    void parameters_of_any_goal_and_all_rules_are_known() throws Exception {
        StringBuilder rules = new StringBuilder();
        Rules.names().forEach(name -> rules.append('<').append(name).append("/>"));
        plugin.setConfiguration(xml("<time>1m</time><rules>" + rules + "</rules>"));

        assertThatCode(this::require).doesNotThrowAnyException();
        assertThat(Rules.names())
                .containsExactly(
                        "excludes",
                        "includes",
                        "maxDetectionLimit",
                        "maxFailures",
                        "maxInconclusive",
                        "maxVacuous",
                        "minMutantScore",
                        "minTries",
                        "types");
    }

    @Test
    void a_pom_without_the_plugin_configures_nothing() {
        project.getBuild().getPlugins().clear();
        project.getBuild().flushPluginMap();

        assertThatCode(this::require).doesNotThrowAnyException();
    }

    @Test
    void what_is_in_the_wrong_place_is_told_where_it_belongs() throws Exception {
        plugin.setConfiguration(xml("<types><type>a.B</type></types><rules><minTries>7</minTries></rules>"));

        assertThatThrownBy(this::require)
                .isInstanceOf(MojoExecutionException.class)
                .hasMessage("""
                        the pom configures what gradcheck does not know, and Maven would leave out:
                          found <types> in the <configuration> of the plugin, wanted it inside <rules>, which it is one of""");
    }

    @Test
    void what_is_unknown_is_told_once_with_all_that_is_known() throws Exception {
        PluginExecution execution = new PluginExecution();
        execution.setId("checks");
        execution.setConfiguration(xml("<tim>1m</tim>"));
        plugin.addExecution(execution);

        assertThatThrownBy(this::require).hasMessage("""
                        the pom configures what gradcheck does not know, and Maven would leave out:
                          found <tim> in the <configuration> of execution checks, wanted one of rules, time""");
    }
}
