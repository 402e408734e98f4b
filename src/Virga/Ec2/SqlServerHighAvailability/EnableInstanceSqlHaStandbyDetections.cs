using Virga.Ec2.Instances;
using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.SqlServerHighAvailability;

/// <summary>Lets AWS find out whether a SQL Server is a standby; no Windows runs here that could be asked.</summary>
internal sealed class EnableInstanceSqlHaStandbyDetections
    : IMutation<EnableInstanceSqlHaStandbyDetectionsRequest, EnableInstanceSqlHaStandbyDetectionsResult>
{
    public static EnableInstanceSqlHaStandbyDetectionsResult Run(
        EnableInstanceSqlHaStandbyDetectionsRequest input, Change change)
    {
        var first = ChosenInstances.Of(change, input.InstanceIds)[0];
        throw new AwsException("UnsupportedOperation",
            $"Virga cannot look into the SQL Server of the instance '{first.Id}', which does not run.");
    }
}
