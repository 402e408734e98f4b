using Virga.Compute;
using Virga.Ec2.CapacityReservations;
using Virga.Ec2.DedicatedHosts;
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
        var wish = ReservedCapacity.Of(plan);
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
            Tenancy = TenancyOf(input.Placement),
            PlacementGroupName = group?.Name,
            PlacementGroupId = group?.Id,
            PartitionNumber = PlacementGroups.Partitions.Choose(change, group, input.Placement?.PartitionNumber),
            HostId = HostPlacement.Choose(change, plan),
            Affinity = AffinityOf(input.Placement),
            MetadataOptions = LaunchMetadata.Of(input.MetadataOptions, plan.Image, MetadataDefaultsRow.Of(change)),
            CoreCount = input.CpuOptions?.CoreCount ?? plan.Type.Processor.Cores,
            ThreadsPerCore = input.CpuOptions?.ThreadsPerCore ?? plan.Type.Processor.ThreadsPerCore,
            CpuCredits = CreditsOf(plan, change),
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
            BandwidthWeighting = input.NetworkPerformanceOptions?.BandwidthWeighting
                ?? InstanceBandwidthWeighting.Default,
            HostnameType = input.PrivateDnsNameOptions?.HostnameType ?? primary.Subnet.HostnameType,
            HasResourceNameARecord = input.PrivateDnsNameOptions?.EnableResourceNameDnsARecord
                ?? primary.Subnet.HasResourceNameARecord,
            HasResourceNameAaaaRecord = input.PrivateDnsNameOptions?.EnableResourceNameDnsAAAARecord
                ?? primary.Subnet.HasResourceNameAaaaRecord,
            CapacityReservationPreference =
                input.CapacityReservationSpecification?.CapacityReservationPreference ?? "open",
            CapacityReservationTargetId = wish.TargetId,
            CapacityReservationId = ReservedCapacity.Take(change, wish),
        };
    }

    /// <summary>A host that is named means the tenancy of hosts.</summary>
    public static string TenancyOf(Placement? placement) =>
        placement?.HostId is not null ? Tenancy.Host : placement?.Tenancy ?? Tenancy.Default;

    /// <summary>An instance that names its host is bound to it, unless it says otherwise.</summary>
    private static string? AffinityOf(Placement? placement) =>
        TenancyOf(placement) != Tenancy.Host ? placement?.Affinity
        : placement!.Affinity ?? (placement.HostId is null ? Affinity.Default : Affinity.Host);

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

    /// <summary>What the launch says, or the account's default for the family.</summary>
    private static string? CreditsOf(LaunchPlan plan, WorldView at)
    {
        if (!plan.Type.IsBurstable) return null;
        return plan.Request.CreditSpecification?.CpuCredits ?? InstanceSettingsRow.Of(at).CreditsOf(plan.Type.Family);
    }
}
