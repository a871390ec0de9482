package io.jenkins.plugins.rollout.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.Test;

/** Every page is well-formed, escapes what it shows, and has no code, handler or style of its own. */
public class JellyTest {
    @Test
    public void pagesAreClean() {
        List<Path> pages = Views.files(Views.MAIN.resolve("resources"), ".jelly");

        assertThat(pages).isNotEmpty();
        for (Path page : pages) {
            assertThat(JellyLint.problems(Views.read(page))).as(page.toString()).isEmpty();
        }
    }

    private static List<String> problemsIn(String content) {
        return JellyLint.problems(
                "<?jelly escape-by-default='true'?><j:jelly xmlns:j=\"jelly:core\">" + content + "</j:jelly>");
    }

    @Test
    public void whatIsNotCleanIsNoticed() {
        assertThat(problemsIn("<p class=\"a\">${it.name}</p><script src=\"a.js\" />"))
                .isEmpty();
        assertThat(problemsIn("<p>")).singleElement().asString().startsWith("is not well-formed");
        assertThat(problemsIn("<script>alert(1)</script>")).containsExactly("has a <script> with code");
        assertThat(problemsIn("<a onclick=\"go()\" />")).containsExactly("has a handler onclick at <a>");
        assertThat(problemsIn("<p style=\"color: red\" />")).containsExactly("has a style attribute at <p>");
        assertThat(problemsIn("<style>p {}</style>")).containsExactly("has a <style>");
        assertThat(problemsIn("<a href=\"javascript:go()\" />")).containsExactly("has code in href at <a>");
        assertThat(problemsIn("<j:out value=\"${it.name}\" />")).containsExactly("puts ${it.name} out unescaped");
        assertThat(JellyLint.problems("<p />"))
                .containsExactly("does not begin with <?jelly escape-by-default='true'?>");
    }
}
