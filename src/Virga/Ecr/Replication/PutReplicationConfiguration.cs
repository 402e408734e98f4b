using Virga.Ecr.RegistryPolicies;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ecr;

namespace Virga.Ecr.Replication;

/// <summary>Says where images are replicated to. Limits: ECR quotas, 10 rules and 25 destinations.</summary>
internal sealed class PutReplicationConfiguration
    : IMutation<PutReplicationConfigurationRequest, PutReplicationConfigurationResponse>
{
    private const int MaxRules = 10;
    private const int MaxDestinations = 25;

    public static PutReplicationConfigurationResponse Run(PutReplicationConfigurationRequest input, Change change)
    {
        var rules = input.ReplicationConfiguration?.Rules ?? [];
        var destinations = rules.SelectMany(rule => rule.Destinations ?? []).ToList();
        if (rules.Count > MaxRules) throw Wrong($"At most {MaxRules} rules are allowed");
        if (destinations.Distinct().Count() > MaxDestinations)
            throw Wrong($"At most {MaxDestinations} destinations are allowed");
        if (destinations.Exists(one => one.Region == change.Region && one.RegistryId == change.Account))
            throw Wrong("Replication destination cannot be the same as the source registry");
        change.Put(RegistryRow.Of(change) with { ReplicationRules = rules });
        return new() { ReplicationConfiguration = new() { Rules = rules } };
    }

    private static AwsException Wrong(string text) => EcrErrors.InvalidParameter("replicationConfiguration", text);
}
