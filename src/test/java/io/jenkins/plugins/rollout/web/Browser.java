package io.jenkins.plugins.rollout.web;

import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.rules.ExternalResource;
import org.junit.rules.TemporaryFolder;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.NoSuchElementException;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriver;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real Chromium without a window, with a fresh profile. Where none is installed, its tests are skipped and say so. */
final class Browser extends ExternalResource {
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final TemporaryFolder profile = new TemporaryFolder();
    private ChromeDriver driver;

    @Override
    protected void before() throws Throwable {
        Optional<Path> chromium = installed("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = installed("chromedriver");
        assumeTrue(
                "Skipped: no Chromium with its driver here (on Debian: apt-get install chromium chromium-driver)",
                chromium.isPresent() && chromedriver.isPresent());
        profile.create();
        // The driver is named, so Selenium never looks for one to download.
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.get().toFile())
                .usingAnyFreePort()
                .build();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments(
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile.getRoot());
        driver = new ChromeDriver(service, options);
        size(1440, 900);
    }

    @Override
    protected void after() {
        if (driver != null) {
            driver.quit();
        }
        profile.delete();
    }

    ChromeDriver driver() {
        return driver;
    }

    void size(int width, int height) {
        driver.manage().window().setSize(new Dimension(width, height));
    }

    /** @param scheme {@code light} or {@code dark} */
    void prefer(String scheme) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    WebElement find(String selector) {
        return until(browser -> driver.findElement(By.cssSelector(selector)));
    }

    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** Waits until the text of what the selector finds contains the given one. */
    void sees(String selector, String text) {
        until(browser -> driver.findElement(By.cssSelector(selector)).getText().contains(text));
    }

    void seesNo(String selector) {
        until(browser -> all(selector).stream().noneMatch(WebElement::isDisplayed));
    }

    Object run(String script, Object... arguments) {
        return driver.executeScript(script, arguments);
    }

    <T> T until(Function<? super WebDriver, T> condition) {
        return new WebDriverWait(driver, PATIENCE, Duration.ofMillis(50))
                .ignoring(NoSuchElementException.class, StaleElementReferenceException.class)
                .until(condition);
    }

    private static Optional<Path> installed(String... names) {
        List<String> folders = Stream.concat(
                        Stream.of("/usr/bin"),
                        Pattern.compile(Pattern.quote(File.pathSeparator))
                                .splitAsStream(System.getenv().getOrDefault("PATH", "")))
                .toList();
        return Stream.of(names)
                .flatMap(name -> folders.stream().map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
