using Virga.Compute;
using Virga.Ec2.SpotInstances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// The row of an instance at its launch: the request's wishes over the type's and the image's defaults.
/// </summary>
internal static class LaunchedInstance
{
    public static InstanceRow Of(LaunchPlan plan, Change change, string id, string reservation, int index)
    {
        var input = plan.Request;
        var primary = plan.Interfaces[0];
        var group = PlacementGroups.ChosenGroup.Find(change, input.Placement?.GroupName, input.Placement?.GroupId);
        return new(id)
        {
            ReservationId = reservation,
            LaunchIndex = index,
            ImageId = plan.Image.ImageId,
            InstanceType = plan.Type.Name,
            KeyName = input.KeyName,
            LaunchTime = change.Now,
            UsageOperationUpdateTime = change.Now,
            State = InstanceStateName.Pending,
            StateReasonCode = "pending",
            StateReasonMessage = "pending",
            Desired = Power.Running,
            Backend = plan.Backend,
            BackendImage = plan.Image.Reference,
            DefaultUser = plan.Image.DefaultUser,
            SubnetId = primary.Subnet.Id,
            VpcId = primary.Subnet.VpcId,
            AvailabilityZone = primary.Subnet.AvailabilityZone,
            UserData = UserDataOf(input.UserData),
            InitiatedShutdownBehavior = input.InstanceInitiatedShutdownBehavior ?? ShutdownBehavior.Stop,
            IsTerminationDisabled = input.DisableApiTermination ?? false,
            IsStopDisabled = input.DisableApiStop ?? false,
            IsEbsOptimized = input.EbsOptimized ?? plan.Type.Ebs.OptimizedSupport == "default",
            Monitoring = input.Monitoring?.Enabled == true ? MonitoringState.Enabled : MonitoringState.Disabled,
            Tenancy = input.Placement?.Tenancy ?? Tenancy.Default,
            PlacementGroupName = group?.Name,
            PlacementGroupId = group?.Id,
            PartitionNumber = input.Placement?.PartitionNumber,
            HostId = input.Placement?.HostId,
            Affinity = input.Placement?.Affinity,
            MetadataOptions = LaunchMetadata.Of(input.MetadataOptions, plan.Image, MetadataDefaultsRow.Of(change)),
            CoreCount = input.CpuOptions?.CoreCount ?? plan.Type.Processor.Cores,
            ThreadsPerCore = input.CpuOptions?.ThreadsPerCore ?? plan.Type.Processor.ThreadsPerCore,
            CpuCredits = CreditsOf(plan),
            ClientToken = input.ClientToken,
            RootDeviceName = plan.Image.Devices[0].DeviceName,
            Architecture = plan.Image.Architecture,
            Platform = plan.Image.Platform.Platform,
            PlatformDetails = plan.Image.Platform.Details,
            UsageOperation = plan.Image.Platform.UsageOperation,
            BootMode = plan.Image.BootMode,
            Lifecycle = input.InstanceMarketOptions?.MarketType,
            FleetId = plan.FleetId,
            SpotInstanceRequestId = plan.IsSpot
                ? SpotRequests.Launched(change, plan, id, primary.Subnet.AvailabilityZone)
                : null,
            IsHibernationConfigured = input.HibernationOptions?.Configured ?? false,
            IsEnclaveEnabled = input.EnclaveOptions?.Enabled ?? false,
            Profile = LaunchProfile.Of(input.IamInstanceProfile, change),
            AutoRecovery = input.MaintenanceOptions?.AutoRecovery ?? InstanceAutoRecoveryState.Default,
            HostnameType = input.PrivateDnsNameOptions?.HostnameType ?? primary.Subnet.HostnameType,
            HasResourceNameARecord = input.PrivateDnsNameOptions?.EnableResourceNameDnsARecord
                ?? primary.Subnet.HasResourceNameARecord,
            HasResourceNameAaaaRecord = input.PrivateDnsNameOptions?.EnableResourceNameDnsAAAARecord
                ?? primary.Subnet.HasResourceNameAaaaRecord,
            CapacityReservationPreference =
                input.CapacityReservationSpecification?.CapacityReservationPreference ?? "open",
        };
    }

    /// <summary>User data is base64 on the wire and 16 KiB at most before it (EC2 User Guide, "User data").</summary>
    public static string? UserDataOf(string? userData)
    {
        if (string.IsNullOrEmpty(userData)) return null;
        var decoded = new byte[userData.Length];
        if (!Convert.TryFromBase64String(userData, decoded, out var length))
            throw CommonErrors.InvalidParameterValue("Invalid BASE64 encoding of user data.");
        const int MaxBytes = 16_384;
        return length <= MaxBytes
            ? userData
            : throw CommonErrors.InvalidParameterValue($"User data is limited to {MaxBytes} bytes");
    }

    /// <summary>T2 starts with standard credits, later burstable families with unlimited ones.</summary>
    private static string? CreditsOf(LaunchPlan plan)
    {
        if (!plan.Type.IsBurstable) return null;
        return plan.Request.CreditSpecification?.CpuCredits ?? (plan.Type.Family == "t2" ? "standard" : "unlimited");
    }
}
