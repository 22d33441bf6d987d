Describe 'Test-CETransformation' {
    BeforeAll {
        . "$PSScriptRoot/common.ps1"
        Start-TestInstance
        Connect-TestInstance
        Set-CETransformation myTickets incident -Map @{ id = 'sys_id'; 'caller.name' = 'caller_name' }
        Clear-TestLog
    }
    AfterAll { Stop-TestInstance }

    It 'has the expected parameters' { Get-TestParameter 'Test-CETransformation' | Should -Be @('InputObject', 'Instance', 'MaxWait', 'Name', 'Session', 'ToVendor') }
    It 'shows what is read' { (Test-CETransformation myTickets @{ sys_id = 'a1'; caller_name = 'Ann' }).caller.name | Should -Be 'Ann' }
    It 'shows what is written' { (@{ id = 'a1' } | Test-CETransformation myTickets -ToVendor).sys_id | Should -Be 'a1' }
    It 'sends nothing' { Get-TestWrite | Should -BeNullOrEmpty }
    It 'takes records' { (Get-CERecord incident -First 1 | Test-CETransformation myTickets).id | Should -Not -BeNullOrEmpty }
    It 'names what is not there' { { Test-CETransformation nosuch @{ a = 1 } -ErrorAction Stop } | Should -Throw -ErrorId 'ResourceNotFound,*' }
}
