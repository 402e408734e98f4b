namespace Virga.Ec2.SpotInstances;

/// <summary>
/// Status codes of spot requests: EC2 User Guide, "Spot request status codes". The sentences are Virga's own, but for
/// that of <c>fulfilled</c>.
/// </summary>
internal static class SpotStatus
{
    public const string PendingEvaluation = "pending-evaluation";
    public const string NotScheduledYet = "not-scheduled-yet";
    public const string PriceTooLow = "price-too-low";
    public const string CapacityNotAvailable = "capacity-not-available";
    public const string LaunchGroupConstraint = "launch-group-constraint";
    public const string ZoneGroupConstraint = "az-group-constraint";
    public const string BadParameters = "bad-parameters";
    public const string ScheduleExpired = "schedule-expired";
    public const string CanceledBeforeFulfillment = "canceled-before-fulfillment";
    public const string Fulfilled = "fulfilled";
    public const string CanceledAndRunning = "request-canceled-and-instance-running";
    public const string MarkedForTermination = "marked-for-termination";
    public const string MarkedForStop = "marked-for-stop";
    public const string MarkedForTerminationByExperiment = "marked-for-termination-by-experiment";
    public const string MarkedForStopByExperiment = "marked-for-stop-by-experiment";
    public const string StoppedByExperiment = "instance-stopped-by-experiment";
    public const string TerminatedByExperiment = "instance-terminated-by-experiment";
    public const string StoppedByUser = "instance-stopped-by-user";
    public const string StoppedNoCapacity = "instance-stopped-no-capacity";
    public const string TerminatedByUser = "instance-terminated-by-user";
    public const string TerminatedByService = "instance-terminated-by-service";
    public const string TerminatedBySchedule = "instance-terminated-by-schedule";
    public const string TerminatedNoCapacity = "instance-terminated-no-capacity";

    /// <summary>What the code means, in a sentence.</summary>
    public static string Message(string code) => code switch
    {
        PendingEvaluation => "Your Spot request has been submitted for review, and is pending evaluation.",
        NotScheduledYet => "Your Spot request will not be evaluated before its start time.",
        PriceTooLow => "Your Spot request's maximum price is below the current Spot price.",
        CapacityNotAvailable => "There is no Spot capacity available that matches your request.",
        LaunchGroupConstraint => "Your Spot request waits for the others of its launch group.",
        ZoneGroupConstraint => "Your Spot request waits for the Availability Zone of its group.",
        BadParameters => "Your Spot request cannot be launched as it was specified.",
        ScheduleExpired => "Your Spot request expired before it was fulfilled.",
        CanceledBeforeFulfillment => "Your Spot request was canceled before it was fulfilled.",
        Fulfilled => "Your spot request is fulfilled.",
        CanceledAndRunning => "Your Spot request was canceled, but your instance still runs.",
        MarkedForTermination => "Your Spot Instance is marked for termination.",
        MarkedForStop => "Your Spot Instance is marked to be stopped.",
        MarkedForTerminationByExperiment => "An experiment of AWS FIS is about to terminate your Spot Instance.",
        MarkedForStopByExperiment => "An experiment of AWS FIS is about to stop your Spot Instance.",
        StoppedByExperiment => "Your Spot Instance was stopped by an experiment of AWS FIS.",
        TerminatedByExperiment => "Your Spot Instance was terminated by an experiment of AWS FIS.",
        StoppedByUser => "Your Spot Instance was stopped by a user.",
        StoppedNoCapacity => "Your Spot Instance was stopped because there is no Spot capacity available.",
        TerminatedByUser => "Your Spot Instance was terminated by a user.",
        TerminatedByService => "Your Spot Instance was terminated while it was stopped.",
        TerminatedBySchedule => "Your Spot Instance was terminated at the end of its time.",
        TerminatedNoCapacity => "Your Spot Instance was terminated because there is no Spot capacity available.",
        _ => code,
    };
}
