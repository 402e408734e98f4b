using Virga.Ec2.InstanceTypes;
using Virga.Service;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// What of a launch has an effect or is refused: nothing that is asked for is left out in silence.
/// </summary>
internal static class LaunchRules
{
    /// <exception cref="AwsException">Something is asked for that the type does not have, or nobody has
    /// here.</exception>
    public static void Check(RunInstancesRequest input, InstanceTypeFacts type)
    {
        if (!string.IsNullOrEmpty(input.KernelId) || !string.IsNullOrEmpty(input.RamdiskId))
            throw Ec2Errors.NoKernelIds();
        if (input.ElasticGpuSpecification is { Count: > 0 })
            throw Ended("Amazon Elastic Graphics", nameof(input.ElasticGpuSpecification));
        if (input.ElasticInferenceAccelerators is { Count: > 0 })
            throw Ended("Amazon Elastic Inference", nameof(input.ElasticInferenceAccelerators));
        if (input.LicenseSpecifications is { Count: > 0 })
            throw Unsupported("There is no License Manager in Virga (LicenseSpecifications).");
        if (input.Operator is not null)
            throw Unsupported("Only AWS's own services launch instances that they operate (Operator).");
        CheckProcessor(input.CpuOptions, type);
        CheckMemory(input, type);
        if (input.CreditSpecification?.CpuCredits is { } credits && credits is not ("standard" or "unlimited"))
            throw CommonErrors.InvalidParameterValue($"Invalid value '{credits}' for CpuCredits.");
    }

    private static void CheckProcessor(CpuOptionsRequest? asked, InstanceTypeFacts type)
    {
        if (asked is null) return;
        if (asked.AmdSevSnp == AmdSevSnpSpecification.Enabled)
            throw Unsupported($"The instance type '{type.Name}' does not support AMD SEV-SNP here.");
        CpuRules.CheckNested(asked.NestedVirtualization, type);
        if (asked.CoreCount is null && asked.ThreadsPerCore is null) return;
        CpuRules.Check(
            type, asked.CoreCount ?? type.Processor.Cores, asked.ThreadsPerCore ?? type.Processor.ThreadsPerCore);
    }

    private static void CheckMemory(RunInstancesRequest input, InstanceTypeFacts type)
    {
        var (hibernates, hasEnclaves) = (input.HibernationOptions?.Configured, input.EnclaveOptions?.Enabled);
        if (hibernates == true && hasEnclaves == true)
            throw CommonErrors.InvalidParameterCombination(
                "Enclaves and hibernation may not be enabled on the same instance.");
        if (hasEnclaves == true && !type.AreNitroEnclavesSupported)
            throw Unsupported($"The instance type '{type.Name}' does not support enclaves.");

        // EC2 API Reference, "Error codes".
        if (hibernates == true && !type.IsHibernationSupported)
            throw new AwsException("UnsupportedHibernationConfiguration",
                $"The instance type '{type.Name}' does not support hibernation.");
    }

    private static AwsException Ended(string service, string parameter) =>
        Unsupported($"{service} has come to its end ({parameter}).");

    private static AwsException Unsupported(string message) => new("UnsupportedOperation", message);
}
