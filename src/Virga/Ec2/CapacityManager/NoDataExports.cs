using Virga.Service;

namespace Virga.Ec2.CapacityManager;

/// <summary>The capacity manager is off and exports nothing.</summary>
internal static class NoDataExports
{
    public static AwsException Absent(string id) => NoItems.Absent(
        "cmde", "InvalidCapacityManagerDataExportId", "capacity manager data export ID", id);

    /// <summary>The error of what would switch it on.</summary>
    public static AwsException NotCollected(string operation) => new(
        "UnsupportedOperation", $"{operation}: Virga keeps no history of how capacity is used.");

    /// <summary>The error of what needs it to be on. The code is from memory.</summary>
    public static AwsException Off() => Ec2Errors.IncorrectState(
        "EC2 Capacity Manager is not enabled for this account.");
}
