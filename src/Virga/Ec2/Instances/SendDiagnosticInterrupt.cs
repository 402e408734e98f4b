using Virga.Service;
using Virga.State;
using Virga.Wire.Ec2;

namespace Virga.Ec2.Instances;

/// <summary>
/// Sends a diagnostic interrupt to an instance's kernel. A simulated instance has no kernel that could notice; a
/// machine
/// that runs cannot be reached so, which is said.
/// </summary>
internal sealed class SendDiagnosticInterrupt
    : IMutation<SendDiagnosticInterruptRequest, SendDiagnosticInterruptResult>
{
    public static SendDiagnosticInterruptResult Run(SendDiagnosticInterruptRequest input, Change change)
    {
        var instance = ChosenInstances.One(change, input.InstanceId);
        if (instance.State != InstanceStateName.Running)
            throw Ec2Errors.IncorrectInstanceState(
                instance.Id, "The instance '{id}' is not in the 'running' state.");
        if (instance.Backend != Simulation.Backend)
            throw new AwsException("UnsupportedOperation",
                $"The backend '{instance.Backend}' of '{instance.Id}' takes no diagnostic interrupts.");
        return new();
    }
}
