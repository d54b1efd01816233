package dev.ringcast.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What must not get lost in the deployment descriptor. */
class WebXmlTest {
    private Element webApp;

    @BeforeEach
    void read() throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(Path.of("src/main/webapp/WEB-INF/web.xml").toFile());
        webApp = document.getDocumentElement();
    }

    @Test
    void listeners_weldBeforeOurs_soThatBeansOutliveOurStop() {
        assertThat(texts(webApp, "listener-class"))
                .containsExactly(
                        "dev.ringcast.lifecycle.RecordMethodsListener",
                        "org.jboss.weld.environment.servlet.Listener",
                        "dev.ringcast.lifecycle.RingcastListener");
    }

    @Test
    void servletsAndFilters_eachOne_existsAndSupportsAsync() throws Exception {
        List<Element> all = new ArrayList<>(elements(webApp, "servlet"));
        all.addAll(elements(webApp, "filter"));
        assertThat(all).hasSize(14);
        for (Element each : all) {
            assertThat(texts(each, "async-supported")).containsExactly("true");
            String tag = each.getTagName() + "-class";
            assertThat(Class.forName(texts(each, tag).get(0))).isPublic().isFinal();
        }
    }

    @Test
    void admin_everyMethod_needsTheRole() {
        Element constraint = elements(webApp, "security-constraint").get(0);
        assertThat(texts(constraint, "url-pattern")).containsExactly("/admin/*");
        assertThat(texts(constraint, "role-name")).containsExactly("ringcast-admin");
        assertThat(texts(constraint, "http-method")).isEmpty();
        assertThat(texts(constraint, "http-method-omission")).isEmpty();
        assertThat(elements(webApp, "deny-uncovered-http-methods")).hasSize(1);
    }

    @Test
    void mappings_livePrefix_belongsToNoServlet() {
        List<String> patterns = elements(webApp, "servlet-mapping").stream()
                .flatMap(mapping -> texts(mapping, "url-pattern").stream())
                .toList();
        assertThat(patterns).contains("*.m3u8", "*.ts", "*.jpg").doesNotContain("/live/*", "/*");
    }

    @Test
    void session_cookie_isStrictHiddenFromScriptsAndTheOnlyTracking() {
        Element session = elements(webApp, "session-config").get(0);
        assertThat(texts(session, "http-only")).containsExactly("true");
        assertThat(texts(session, "attribute-name")).containsExactly("SameSite");
        assertThat(texts(session, "attribute-value")).containsExactly("Strict");
        assertThat(texts(session, "tracking-mode")).containsExactly("COOKIE");
    }

    @Test
    void errors_everyKind_goToTheErrorServlet() {
        Element page = elements(webApp, "error-page").get(0);
        assertThat(texts(page, "location")).containsExactly("/error");
        assertThat(texts(page, "error-code")).isEmpty();
        assertThat(texts(page, "exception-type")).isEmpty();
    }

    private static List<String> texts(Element within, String tag) {
        return elements(within, tag).stream()
                .map(element -> element.getTextContent().trim())
                .toList();
    }

    private static List<Element> elements(Element within, String tag) {
        NodeList found = within.getElementsByTagName(tag);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }
}
