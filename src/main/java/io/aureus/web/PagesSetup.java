package io.aureus.web;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.util.List;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorViewResolver;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all pages share. */
@Configuration(proxyBeanMethods = false)
class PagesSetup implements WebMvcConfigurer {

  @Bean
  Pages pages() {
    return new Pages(TemplateEngine.createPrecompiled(ContentType.Html));
  }

  @Bean
  FilterRegistrationBean<SecurityHeadersFilter> securityHeaders() {
    FilterRegistrationBean<SecurityHeadersFilter> filter =
        new FilterRegistrationBean<>(new SecurityHeadersFilter());
    filter.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return filter;
  }

  /** What a browser is shown where no room answered, or one failed. */
  @Bean
  ErrorViewResolver errorPages(Pages pages) {
    return (request, status, model) -> {
      View view =
          (values, asked, response) -> {
            response.setContentType("text/html;charset=UTF-8");
            response.getWriter().write(pages.render("shared/notice", trouble(status)));
          };
      return new ModelAndView(view);
    };
  }

  private static Notice trouble(HttpStatus status) {
    List<Notice.Link> links = List.of(new Notice.Link("/", "To the start page"));
    if (status == HttpStatus.NOT_FOUND) {
      return new Notice(
          "Nothing here",
          "There is no page at this address. Please check the link that you were given.",
          links);
    }
    return new Notice(
        "That did not work",
        status.is4xxClientError()
            ? "The request could not be understood. Please go back and try again."
            : "The fault is ours. Nothing was lost; please try again in a minute.",
        links);
  }

  /** Style sheets and scripts: revalidated on each use, so that an upgrade shows at once. */
  @Override
  public void addResourceHandlers(ResourceHandlerRegistry registry) {
    registry
        .addResourceHandler("/static/**")
        .addResourceLocations("classpath:/static/")
        .setCacheControl(CacheControl.noCache());
  }
}
