package io.jenkins.plugins.rollout.jenkins.topology;

/** A small topology with something of everything. */
final class Sample {
    static final String YAML = """
            # kept by hand
            environments:
              - name: uat
              - name: staging
                after: [uat]
              - name: production
                after: [staging]
            customers:
              - name: acme
                ring: 1
                timeZone: America/New_York
                labels: {tier: gold}
              - name: borealis
                labels: {tier: silver}
            services:
              - name: ledger
              - name: billing
                dependsOn: [ledger]
            instances:
              - name: acme-production
                customer: acme
                environment: production
                url: https://acme.example.com
                labels: {region: us-east}
                variables: {TAX_ENGINE: avalara}
              - name: eng-box
                environment: uat
            instanceTemplates:
              - name: "{customer}-{environment}"
                customers: all
                environments: [uat, staging]
                url: "https://{customer}.{environment}.example.com"
            """;

    private Sample() {}
}
