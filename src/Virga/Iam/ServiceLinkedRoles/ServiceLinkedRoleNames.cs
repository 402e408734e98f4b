namespace Virga.Iam.ServiceLinkedRoles;

/// <summary>
/// The roles that services make, and their policies below <c>aws-service-role/</c>. Recorded on AWS (LocalStack's
/// snapshots of iam/test_iam, final commit of March 2026), for the services near EC2 and ECR.
/// </summary>
internal static class ServiceLinkedRoleNames
{
    private static readonly Dictionary<string, (string Role, string Policy)> All = new(StringComparer.Ordinal)
    {
        ["autoscaling-plans.amazonaws.com"] = ("AutoScalingPlans_EC2AutoScaling",
            "AWSAutoScalingPlansEC2AutoScalingPolicy"),
        ["autoscaling.amazonaws.com"] = ("AutoScaling", "AutoScalingServiceRolePolicy"),
        ["backup.amazonaws.com"] = ("Backup", "AWSBackupServiceLinkedRolePolicyForBackup"),
        ["batch.amazonaws.com"] = ("Batch", "BatchServiceRolePolicy"),
        ["ec2-instance-connect.amazonaws.com"] = ("Ec2InstanceConnect", "Ec2InstanceConnectEndpoint"),
        ["ec2.application-autoscaling.amazonaws.com"] =
            ("ApplicationAutoScaling_EC2SpotFleetRequest", "AWSApplicationAutoscalingEC2SpotFleetRequestPolicy"),
        ["ecr.amazonaws.com"] = ("ECRTemplate", "ECRTemplateServiceRolePolicy"),
        ["ecs.amazonaws.com"] = ("ECS", "AmazonECSServiceRolePolicy"),
        ["eks-nodegroup.amazonaws.com"] = ("AmazonEKSNodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
        ["eks.amazonaws.com"] = ("AmazonEKS", "AmazonEKSServiceRolePolicy"),
        ["elasticfilesystem.amazonaws.com"] =
            ("AmazonElasticFileSystem", "AmazonElasticFileSystemServiceRolePolicy"),
        ["elasticloadbalancing.amazonaws.com"] = ("ElasticLoadBalancing", "AWSElasticLoadBalancingServiceRolePolicy"),
        ["fis.amazonaws.com"] = ("FIS", "AmazonFISServiceRolePolicy"),
        ["imagebuilder.amazonaws.com"] = ("ImageBuilder", "AWSServiceRoleForImageBuilder"),
        ["lightsail.amazonaws.com"] = ("Lightsail", "LightsailExportAccess"),
        ["m2.amazonaws.com"] = ("AWSM2", "AWSM2ServicePolicy"),
        ["pullthroughcache.ecr.amazonaws.com"] = ("ECRPullThroughCache", "AWSECRPullThroughCache_ServiceRolePolicy"),
        ["rds.amazonaws.com"] = ("RDS", "AmazonRDSServiceRolePolicy"),
        ["replication.ecr.amazonaws.com"] = ("ECRReplication", "ECRReplicationServiceRolePolicy"),
        ["ssm.amazonaws.com"] = ("AmazonSSM", "AmazonSSMServiceRolePolicy"),
        // The two others that take a suffix; names from the Amazon Connect and Lex guides, "service-linked roles".
        ["connect.amazonaws.com"] = ("AmazonConnect", "AmazonConnectServiceLinkedRolePolicy"),
        ["lexv2.amazonaws.com"] = ("LexV2Bots", "AmazonLexV2BotPolicy"),
        // Two more of EC2's own, named in the EC2 User Guide ("Service-linked role for …").
        ["spot.amazonaws.com"] = ("EC2Spot", "AWSEC2SpotServiceRolePolicy"),
        ["spotfleet.amazonaws.com"] = ("EC2SpotFleet", "AWSEC2SpotFleetServiceRolePolicy"),
    };

    private static readonly string[] WithSuffix =
        ["autoscaling.amazonaws.com", "connect.amazonaws.com", "lexv2.amazonaws.com"];

    /// <summary>Role name and policy ARN of a service, or null when it is not known here.</summary>
    public static (string Role, string PolicyArn)? Find(string service) => All.TryGetValue(service, out var found)
        ? ($"AWSServiceRoleFor{found.Role}", $"arn:aws:iam::aws:policy/aws-service-role/{found.Policy}")
        : null;

    /// <summary>Whether a service may have several roles, told apart by a suffix.</summary>
    public static bool TakesSuffix(string service) => WithSuffix.Contains(service);
}
