package io.aureus.jobs;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Names the beans of this room. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(JobSettings.class)
class JobsSetup {
  @Bean
  JobRunner jobRunner(ObjectProvider<Job> jobs, JdbcClient jdbc, JobSettings settings) {
    return new JobRunner(jobs::orderedStream, new LeaseRows(jdbc), settings, thisNode());
  }

  private static String thisNode() {
    long process = ProcessHandle.current().pid();
    try {
      return InetAddress.getLocalHost().getHostName() + "/" + process;
    } catch (UnknownHostException e) {
      return "unnamed/" + process;
    }
  }
}
